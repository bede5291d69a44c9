/**
 * What happens on the wire for every method of the client. The generated methods only say which operation it is; openapi-fetch makes the
 * URL; send.ts sends it.
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

/** What an operation is sent with. */
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

/** A 2xx and its body, to be looked at before the caller gets it. `path` is the operation's, with its parameters in braces. */
export interface CheckedAnswer {
	method: string;
	path: string;
	answer: Answer;
	body: unknown;
}

/** Looks at each answer; what it throws, the call throws. */
export type Check = (
	checked: CheckedAnswer,
	tell: Pick<Settings, "log" | "redact">,
) => void;

/**
 * Makes the transport that all resources of one client share.
 *
 * @throws {TypeError} Where an option is wrong; see {@link resolveSettings}.
 */
export function createTransport<Paths extends object>(
	api: Api,
	options: ClientOptions,
	check?: Check,
): Transport<Paths> {
	return transportOf(resolveSettings(api, options), check);
}

/** The same with options that are complete already. */
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
					// openapi-fetch sends the path as it stands where it is given nothing to put in.
					if (/\/%7B\w+%7D/.test(url.slice(baseUrl.length)))
						throw new TypeError("A path parameter is missing.");
					const body = (await request.text()) || undefined;
					// openapi-fetch puts the options that a Request doesn't know onto it.
					const answer = await send({ method, url, headers, body }, request);
					// openapi-fetch would throw the parser's own error, which quotes the answer.
					parse(answer);
					return unread(answer);
				},
			});
			return http;
		},
	};
}

type Query = Record<string, unknown>;

/** Lists are comma-separated: the client generator refuses a description that says otherwise. */
const serializeKnown = createQuerySerializer<unknown>({
	array: { style: "form", explode: false },
});

function serializeQuery(query: unknown): string {
	const known: Query = {};
	for (const [name, value] of Object.entries(query as Query)) {
		if (value instanceof Date && Number.isNaN(+value))
			throw new TypeError(`The query parameter ${name} is an invalid date.`);
		// openapi-fetch drops a Date without a word.
		known[name] =
			value instanceof Date
				? value.toISOString()
				: Array.isArray(value)
					? value.filter((each) => each != null)
					: value;
	}
	return serializeKnown(known);
}

/**
 * Path parameters, each of which must name something: an empty one, or one of dots, would lead to another address.
 *
 * @throws {TypeError} Where one doesn't.
 */
function checkPath(path: string, values: Query): void {
	for (const [name, value] of Object.entries(values))
		if (typeof value !== "string" || /^\.{0,2}$/.test(value))
			throw new TypeError(
				`The path parameter ${name} of ${path} is "${value ?? ""}", which is no ID.`,
			);
}

function parse({ response, text, failure }: Answer): unknown {
	// A delete may be answered with nothing, whatever its status.
	if (response.status === 204 || (!text && failure().method === "DELETE"))
		return undefined;
	try {
		return JSON.parse(text);
	} catch {
		// The parser's own error would quote the answer, and an answer can hold a secret.
		throw new LomiError(`The answer is not JSON. ${HINT}`, failure());
	}
}
