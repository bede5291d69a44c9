/**
 * The mock: an HTTP server that answers every operation with the examples of the description. It has no memory. Nothing that a
 * client sends reaches Prism, and nothing that it sends ends the server.
 */
import {
	createServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
	STATUS_CODES,
} from "node:http";
import type { Socket } from "node:net";
import {
	type Description,
	type Operation,
	readOperations,
} from "../description/operations.ts";
import { createValidator } from "../description/validator.ts";
import { explainViolations, houseError, refuseKey } from "./errors.ts";
import { createPrism, type MockAnswer, type Preference } from "./prism.ts";
import { createRouter } from "./router.ts";

/** Bytes of a request body that are read before it is refused. */
const BODY_LIMIT = 1_000_000;
/** Levels of nesting in a request body that are parsed before it is refused. */
const DEPTH_LIMIT = 100;
const MEDIA_RANGE =
	/^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+(\s*;\s*[\w!#$%&'*+.^`|~-]+=([\w!#$%&'*+.^`|~-]+|"[^"]*"))*$/;

/** A request that ends here, with the answer to it. */
class Refusal extends Error {
	readonly answer: MockAnswer;
	constructor(answer: MockAnswer) {
		super("refused");
		this.answer = answer;
	}
}

export interface Mock {
	/** Doesn't listen yet. */
	server: Server;
	/** Answers by another description from now on. */
	load(document: Description): Promise<void>;
}

/**
 * Makes the mock.
 *
 * @param document The bundled description.
 * @param log Takes a line for each request, and a stack trace where the mock itself is at fault.
 */
export async function createMock(
	document: Description,
	log: (line: string) => void = () => {},
): Promise<Mock> {
	let answer = await createAnswer(document);
	const server = createServer({
		maxHeaderSize: 16_384,
		headersTimeout: 10_000,
		requestTimeout: 30_000,
		connectionsCheckingInterval: 1_000,
	});
	server.on(
		"request",
		async (request: IncomingMessage, response: ServerResponse) => {
			const found = await answer(request).catch((error: unknown) => {
				if (error instanceof Refusal) return error.answer;
				// The client went away in the middle of its own request: there is nobody to answer.
				if (request.destroyed && !request.complete) return undefined;
				log(
					error instanceof Error
						? (error.stack ?? error.message)
						: String(error),
				);
				return houseError(
					500,
					"Internal server error",
					"The mock itself is at fault; its log says why.",
				);
			});
			if (!found) return void response.destroy();
			log(`${found.status} ${request.method} ${request.url}`);
			send(request, response, found);
		},
	);
	server.on("clientError", refuseUnreadable);
	// Node would answer these two in its own way: an Expect that isn't 100-continue, and CONNECT.
	server.on("checkExpectation", (request, response) => {
		send(
			request,
			response,
			houseError(
				417,
				"Expectation failed",
				"The `Expect` header holds more than `100-continue`.",
			),
		);
	});
	server.on("connect", (_request, socket: Socket) =>
		refuseUnreadable(new Error("CONNECT"), socket),
	);
	return {
		server,
		load: async (next) => {
			answer = await createAnswer(next);
		},
	};
}

/** What the mock answers to a request, by one description. Throws a {@link Refusal} for a request that isn't a good one. */
async function createAnswer(
	document: Description,
): Promise<(request: IncomingMessage) => Promise<MockAnswer>> {
	const operations = readOperations(document);
	const route = createRouter(operations);
	const validator = createValidator(document);
	const prism = await createPrism(document);
	const [test, ...others] = document.servers;
	if (!test) throw new Error("The description has no server.");
	const base = new URL(test.url).pathname;
	const keyPrefix = test["x-key-prefix"];

	const findOperation = (method: string, pathname: string) => {
		if (!pathname.startsWith(`${base}/`)) {
			throw new Refusal(
				houseError(
					404,
					"Resource not found",
					`\`${pathname}\` is not below \`${base}\`, where the API is.`,
				),
			);
		}
		const found = unlessMalformed(() =>
			route(method, pathname.slice(base.length)),
		);
		if (found.found === "nothing") {
			throw new Refusal(
				houseError(
					404,
					"Resource not found",
					`No operation has the path \`${pathname}\`.`,
				),
			);
		}
		if (found.found === "path") {
			const methods = found.methods.join(", ");
			throw new Refusal(
				houseError(
					405,
					"Method not allowed",
					`\`${pathname}\` takes ${methods}.`,
					{ allow: methods },
				),
			);
		}
		return found;
	};

	const checkKey = (
		operation: Operation,
		key: string | string[] | undefined,
	): void => {
		if (!key) throw new Refusal(refuseKey(operation, "missingKey"));
		if (typeof key === "string" && key.startsWith(keyPrefix)) return;
		const live = others.find((server) =>
			String(key).startsWith(server["x-key-prefix"]),
		);
		throw new Refusal(
			refuseKey(
				operation,
				"unknownKey",
				live &&
					`This is a live key. The mock takes keys that start with \`${keyPrefix}\`.`,
			),
		);
	};

	return async (request) => {
		const { pathname, searchParams } = readTarget(request.url ?? "");
		const { operation, path } = findOperation(request.method ?? "", pathname);
		checkKey(operation, request.headers["x-api-key"]);
		checkAccept(request.headers.accept);
		const body = operation.body ? await readBody(request) : "";
		const violations = validator.request(operation, {
			path,
			query: searchParams,
			headers: request.headers,
			body,
		});
		if (violations.length > 0)
			return explainViolations(operation, violations, operations);
		const preference = readPreference(request.headers.prefer);
		return (
			(await prism(operation, preference)) ??
			noSuchExample(operation, preference)
		);
	};
}

/** The path and query of a request, without the cleaning that a URL parser does: `//` and `..` stay what they are. */
function readTarget(target: string): {
	pathname: string;
	searchParams: URLSearchParams;
} {
	const [, pathname = target, query = ""] =
		/^(?:https?:\/\/[^/?]*)?([^?#]*)\??([^#]*)/i.exec(target) ?? [];
	unlessMalformed(() => decodeURIComponent(query.replaceAll("+", " ")));
	return { pathname, searchParams: new URLSearchParams(query) };
}

function unlessMalformed<Result>(decode: () => Result): Result {
	try {
		return decode();
	} catch (error) {
		if (!(error instanceof URIError)) throw error;
		throw new Refusal(
			houseError(
				400,
				"Invalid request",
				"The address has a malformed percent escape.",
			),
		);
	}
}

function checkAccept(accept: string | undefined): void {
	if (accept === undefined || accept.trim() === "") return;
	const ranges = accept.split(",").map((range) => range.trim());
	if (!ranges.every((range) => MEDIA_RANGE.test(range))) {
		throw new Refusal(
			houseError(
				400,
				"Invalid request",
				"The `Accept` header can't be read. Send `application/json`, or leave it out.",
			),
		);
	}
	if (
		!ranges.some((range) =>
			/^(\*\/\*|application\/(\*|json))(\s*;|$)/i.test(range),
		)
	) {
		throw new Refusal(
			houseError(
				406,
				"Not acceptable",
				"The API answers in `application/json` only; the `Accept` header leaves it out.",
			),
		);
	}
}

async function readBody(request: IncomingMessage): Promise<string> {
	const type = request.headers["content-type"];
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request) {
		length += chunk.length;
		if (length > BODY_LIMIT) {
			throw new Refusal(
				houseError(
					413,
					"Invalid request",
					`The request body is larger than ${BODY_LIMIT / 1e6} MB.`,
					{ connection: "close" },
				),
			);
		}
		chunks.push(chunk);
	}
	if (
		length > 0 &&
		!/^application\/json\s*(;\s*charset=("?)utf-8\2\s*)?$/i.test(type ?? "")
	) {
		throw new Refusal(
			houseError(
				400,
				"Invalid request",
				"The `Content-Type` header must be `application/json`.",
			),
		);
	}
	const text = Buffer.concat(chunks).toString("utf8");
	if (depthOf(text) > DEPTH_LIMIT) {
		throw new Refusal(
			houseError(
				400,
				"Invalid request",
				`The request body is nested more than ${DEPTH_LIMIT} levels deep.`,
			),
		);
	}
	return text;
}

/** How deep brackets are nested in a text, strings included: an upper bound is all that is needed, and it can't overflow a stack. */
function depthOf(text: string): number {
	let depth = 0;
	let deepest = 0;
	for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
		depth += bracket === "[" || bracket === "{" ? 1 : -1;
		deepest = Math.max(deepest, depth);
	}
	return deepest;
}

/** `Prefer: code=404, example=notFound`, the comma being what Prism takes; other preferences are left alone, as RFC 7240 says. */
function readPreference(prefer: string | string[] | undefined): Preference {
	const pairs = String(prefer ?? "").matchAll(
		/\b(code|example)\s*=\s*"?([^",;\s]+)"?/g,
	);
	return Object.fromEntries([...pairs].map(([, key, value]) => [key, value]));
}

function noSuchExample(
	operation: Operation,
	{ code, example }: Preference,
): MockAnswer {
	const documented = operation.answers
		.map(
			({ status, body }) =>
				`${status}${body ? ` (${body.examples.map(({ scenario }) => scenario).join(", ")})` : ""}`,
		)
		.join(", ");
	const wanted = [code && `code=${code}`, example && `example=${example}`]
		.filter(Boolean)
		.join(", ");
	return houseError(
		400,
		"Invalid request",
		`${operation.id} has no answer for \`Prefer: ${wanted}\`. It has: ${documented}.`,
	);
}

function send(
	request: IncomingMessage,
	response: ServerResponse,
	{ status, headers, body }: MockAnswer,
): void {
	response.on("error", () => {});
	const text = body === undefined ? "" : JSON.stringify(body);
	response.writeHead(status, {
		...headers,
		...(text && {
			"content-type": "application/json; charset=utf-8",
			"content-length": Buffer.byteLength(text),
		}),
	});
	response.end(request.method === "HEAD" ? undefined : text);
	// What is left of a body that nobody asked for is read and dropped, so that the connection can be used again.
	request.resume();
}

/** Answers what isn't HTTP, or not to its end, and closes the connection. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
	if (!socket.writable) return void socket.destroy();
	const status =
		error.code === "HPE_HEADER_OVERFLOW"
			? 431
			: error.code === "ERR_HTTP_REQUEST_TIMEOUT"
				? 408
				: 400;
	const { body } = houseError(
		status,
		"Invalid request",
		"The request can't be read as HTTP.",
	);
	const text = JSON.stringify(body);
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
	);
}
