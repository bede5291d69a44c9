/**
 * The request pipeline behind every method of the client. Generated methods only name the operation, openapi-fetch builds the URL, and
 * send.ts sends the request.
 */
import createClient, {
	type Client,
	createFinalURL,
	createQuerySerializer,
	defaultPathSerializer,
} from "openapi-fetch";
import { HINT, LomiError } from "./errors.ts";
import {
	type Api,
	type ClientOptions,
	type RequestOptions,
	resolveSettings,
	type Settings,
	type WriteOptions,
} from "./options.ts";
import {
	type ApiListPromise,
	type ApiPromise,
	apiListPromise,
	apiPromise,
	type Pagination,
	unread,
} from "./promises.ts";
import { type Answer, createSend } from "./send.ts";

/** The parameters and body of a call. */
export interface Input {
	path?: Record<string, string>;
	query?: object | undefined;
	body?: object;
}

/** Sends the operations of one client. */
export interface Transport<Paths extends object> {
	call<Body>(
		method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
		path: string,
		parameters: Input,
		options?: WriteOptions,
	): ApiPromise<Body>;
	list<Page, Item>(
		path: string,
		parameters: Input,
		pagination: Pagination,
		options?: RequestOptions,
	): ApiListPromise<Page, Item>;
	/** The plain openapi-fetch client. */
	readonly http: Client<Paths>;
}

/** A 2xx response and its body, before the caller gets it. `path` is the operation's path template. */
export interface CheckedAnswer {
	method: string;
	path: string;
	answer: Answer;
	body: unknown;
}

/** Called with each 2xx response. If it throws, the call throws the same error. */
export type Check = (
	checked: CheckedAnswer,
	settings: Pick<Settings, "log" | "redact">,
) => void;

/**
 * Creates the transport that all resources of a client share.
 *
 * @throws {TypeError} If an option is invalid; see {@link resolveSettings}.
 */
export function createTransport<Paths extends object>(
	api: Api,
	options: ClientOptions,
	check?: Check,
): Transport<Paths> {
	return transportOf(resolveSettings(api, options), check);
}

/** {@link createTransport} with options that are already resolved. */
export function transportOf<Paths extends object>(
	settings: Settings,
	check?: Check,
): Transport<Paths> {
	const { baseUrl, log } = settings;
	const send = createSend(settings);

	const serializers = {
		querySerializer: serializeQuery,
		pathSerializer: (url: string, values: Query) => {
			checkPath(url.slice(baseUrl.length), values);
			return defaultPathSerializer(url, values);
		},
	};

	const start = async (
		method: string,
		path: string,
		parameters: Input,
		options: WriteOptions | undefined,
	): Promise<Answer> => {
		const { path: values = {}, query = {}, body } = parameters;
		if ("body" in parameters && Object(body) !== body)
			throw new TypeError(
				`The body of ${method} ${path} is missing. Pass an object.`,
			);
		const params = { path: values, query: query as Query };
		const url = createFinalURL(path, { baseUrl, params, ...serializers });
		return send(
			{
				method,
				url,
				headers: options?.headers,
				body: body && JSON.stringify(body),
			},
			options,
		);
	};

	const call: Transport<Paths>["call"] = (method, path, parameters, options) =>
		apiPromise(start(method, path, parameters, options), (answer) => {
			const body = parse(answer);
			check?.({ method, path, answer, body }, settings);
			return body as never;
		});

	let http: Client<Paths> | undefined;
	return {
		call,
		list: (path, parameters, pagination, options) =>
			apiListPromise(
				(query) => call("GET", path, { ...parameters, query }, options),
				{ ...parameters.query },
				pagination,
				path,
				log,
			),
		get http() {
			http ??= createClient<Paths>({
				baseUrl,
				...serializers,
				fetch: async (request) => {
					const { method, url, headers } = request;
					// openapi-fetch leaves a placeholder in the path if its value is missing.
					if (/\/%7B\w+%7D/.test(url.slice(baseUrl.length)))
						throw new TypeError("A path parameter is missing.");
					const body = (await request.text()) || undefined;
					// openapi-fetch copies options that `Request` doesn't know onto the request.
					const answer = await send({ method, url, headers, body }, request);
					// Fails here first: openapi-fetch would throw the parser's error, which quotes the body.
					parse(answer);
					return unread(answer);
				},
			});
			return http;
		},
	};
}

type Query = Record<string, unknown>;

/** Arrays are comma-separated: the client generator rejects a description with any other style. */
const serializeKnown = createQuerySerializer<unknown>({
	array: { style: "form", explode: false },
});

function serializeQuery(query: unknown): string {
	const known: Query = {};
	for (const [name, value] of Object.entries(query as Query))
		known[name] = Array.isArray(value)
			? value
					.filter((each) => each !== undefined)
					.map((each) => queryValue(name, each))
			: queryValue(name, value);
	return serializeKnown(known);
}

/**
 * A value for openapi-fetch, which drops `null` and a `Date` without a word: a list would come back without its filter.
 *
 * @throws {TypeError} If a query can't contain it.
 */
function queryValue(name: string, value: unknown): unknown {
	// As in a body: a Date of any realm (in Jest, there are several) is text, and null if it is invalid.
	const sent = Object(value).toJSON ? (value as Date).toJSON() : value;
	if (sent === null || Object(sent) === sent)
		throw new TypeError(
			`The query parameter ${name} is ${value && (sent ? "an object" : "an invalid date")}. Pass text, or undefined to leave it out.`,
		);
	return sent;
}

/**
 * Rejects path parameters that would change the URL's path: empty ones, `.` and `..`.
 *
 * @throws {TypeError} If one is not a usable ID.
 */
function checkPath(path: string, values: Query): void {
	for (const [name, value] of Object.entries(values))
		if (typeof value !== "string" || /^\.{0,2}$/.test(value))
			throw new TypeError(
				`The path parameter ${name} of ${path} must be an ID, not "${value ?? ""}".`,
			);
}

function parse({ response, text, failure }: Answer): unknown {
	// A DELETE may return an empty body with any 2xx status.
	if (response.status === 204 || (!text && failure().method === "DELETE"))
		return undefined;
	try {
		return JSON.parse(text);
	} catch {
		// The parser's own error would quote the body, which can contain a secret.
		throw new LomiError(`The response is not JSON. ${HINT}`, failure());
	}
}
