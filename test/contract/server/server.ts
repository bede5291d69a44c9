/**
 * The test server: it conforms to the description, has a memory, and can be given a fault. It implements only what the contract suite
 * checks.
 */

import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { createExplain, refuseKey } from "../../../packages/http/errors.ts";
import { readBody, readTarget } from "../../../packages/http/read-request.ts";
import { houseError, Refusal } from "../../../packages/http/refusal.ts";
import { createRouter, type Route } from "../../../packages/http/router.ts";
import {
	idempotencyHeader,
	keyHeader,
	type Node,
	type Operation,
} from "../../../packages/spec/operations.ts";
import { createValidator } from "../../../packages/spec/validation/validator.ts";
import { BASE, document, KEY, operations } from "../../api.ts";
import type { Call, Reply } from "./call.ts";
import { createMemory, type Memory } from "./memory.ts";
import { createHandler, refusal } from "./responses.ts";

/** Middleware that makes the server misbehave. */
export type Fault = (
	call: Call,
	/** The correct behaviour. */
	next: (call: Call) => Reply,
	memory: Memory,
) => Reply | Promise<Reply>;

export interface TestServer {
	baseUrl: string;
	memory: Memory;
	stop(): Promise<void>;
}

const validate = createValidator(document);
const explain = createExplain(document, operations);

/** Starts the server on a free port. */
export async function startServer(
	fault: Fault = (call, next) => next(call),
): Promise<TestServer> {
	const memory = createMemory(operations);
	const respond = createHandler(document, operations, memory);
	const route = createRouter(operations);
	const header = keyHeader(document).toLowerCase();
	const idempotency = idempotencyHeader(document).toLowerCase();
	/** First requests and their responses, by idempotency key. */
	const replays = new Map<string, { request: unknown; reply: Reply }>();

	const execute = (operation: Operation, call: Call): Reply => {
		const { text: body, headers, query, parameters: path } = call;
		const violations = validate(operation, { path, query, headers, body });
		return violations.length > 0
			? explain(operation, violations)
			: respond(operation, call);
	};

	const handle = (sent: Call): Reply => {
		// A fault may have changed the request.
		const call = { ...sent, ...routed(route(sent.method, sent.path)) };
		const { operation, method, path, query, headers, text } = call;
		if (!operation) return unknown(route(method, path), call);
		const key = headers[header];
		if (key !== KEY) refuseKey(operation, key ? "unknownKey" : "missingKey");
		const idempotencyKey = headers[idempotency];
		if (!idempotencyKey || !operation.idempotent)
			return execute(operation, call);
		const fingerprint = [method, path, String(query), text];
		const first = replays.get(idempotencyKey);
		if (first && !isDeepStrictEqual(first.request, fingerprint))
			return refusal(operation, "idempotencyKeyReused");
		if (first) return first.reply;
		const reply = structuredClone(execute(operation, call));
		replays.set(idempotencyKey, { request: fingerprint, reply });
		return reply;
	};

	const next = (call: Call): Reply => {
		try {
			return handle(call);
		} catch (error) {
			return answerOf(error);
		}
	};

	const read = async (request: IncomingMessage): Promise<Call> => {
		const { method = "", url = "", headers } = request;
		const { pathname, query } = readTarget(url);
		const path = pathname.slice(BASE.length);
		const text = await readBody(request);
		return {
			request,
			method,
			path,
			query,
			headers: headers as Call["headers"],
			text,
			body: parse(text),
			...routed(route(method, path)),
		};
	};

	const server = createServer(async (request, response) => {
		const { status, headers, body, ...reply } = await read(request)
			.then((call) => fault(call, next, memory))
			.catch(answerOf);
		const text = reply.text ?? (body === undefined ? "" : JSON.stringify(body));
		const type = text && { "content-type": "application/json; charset=utf-8" };
		response.writeHead(status, { ...type, ...headers }).end(text);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}${BASE}`,
		memory,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}

function routed(found: Route): Pick<Call, "operation" | "parameters"> {
	return found.found === "operation"
		? { operation: found.operation, parameters: found.path }
		: { operation: undefined, parameters: {} };
}

/** The error for a path or method without an operation. */
function unknown(found: Route, { method, path }: Call): Reply {
	if (found.found !== "path")
		return houseError(404, "Resource not found", path);
	const allow = found.methods.join(", ");
	return houseError(405, "Method not allowed", method, { allow });
}

function answerOf(error: unknown): Reply {
	if (error instanceof Refusal) return error.answer;
	throw error;
}

/** Parses JSON. Returns an empty object for invalid JSON. */
function parse(text: string): Node {
	try {
		return JSON.parse(text) ?? {};
	} catch {
		return {};
	}
}
