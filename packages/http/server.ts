/** The HTTP server of the docs, the mock and the sandbox. An error in one request ends that request only. */
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import type { HttpAnswer } from "./answer.ts";
import { houseError, Refusal, refuseUnreadable } from "./refusal.ts";

/**
 * Creates a server that isn't listening yet. Errors that Node handles itself have the API's shape, too.
 *
 * @param onRequest May throw, or return a promise that rejects: the response is that of a {@link Refusal}, or else a 500, or is cut off if it
 * has begun.
 * @param onFault Receives each such error: the request and the stack trace. Default: standard error.
 */
export function createHttpServer(
	onRequest: (request: IncomingMessage, response: ServerResponse) => unknown,
	onFault: (trace: string) => void = console.error,
): Server {
	const server = createServer(
		{
			maxHeaderSize: MOST_OF_HEADERS,
			// Node rejects a request without Host with an empty body.
			requireHostHeader: false,
			headersTimeout: 10_000,
			requestTimeout: 30_000,
			// Longer than load balancers keep theirs, and than a client may be busy: whoever sends on one that is just being closed gets no answer.
			keepAliveTimeout: 75_000,
			connectionsCheckingInterval: 1_000,
		},
		isolate(onRequest, onFault),
	);
	closeUnused(server);
	server.on("error", (error) => {
		// A connection that couldn't be accepted. If the server can't listen, whoever started it listens to this, too.
		if (server.listening) onFault(traceOf(error));
		else if (server.listenerCount("error") === 1) throw error;
	});
	server.on("clientError", refuseUnreadable);
	// An Expect other than 100-continue, and CONNECT.
	server.on("checkExpectation", (request, response) => {
		const details = "The `Expect` header holds more than `100-continue`.";
		writeAnswer(
			request,
			response,
			houseError(417, "Expectation failed", details),
		);
	});
	server.on("connect", (_request, socket: Socket) =>
		refuseUnreadable(new Error("CONNECT"), socket),
	);
	return server;
}

/** Treats connections that never sent anything as idle. Browsers and clients open them in advance, and Node would wait for them on closing. */
function closeUnused(server: Server): void {
	const connections = new Set<Socket>();
	server.on("connection", (socket: Socket) => {
		connections.add(socket);
		socket.once("close", () => connections.delete(socket));
	});
	const closeIdle = server.closeIdleConnections.bind(server);
	server.closeIdleConnections = () => {
		closeIdle();
		for (const socket of connections)
			if (socket.bytesRead === 0) socket.destroy();
	};
}

/** Wraps a listener so that nothing that goes wrong in a request goes beyond it. */
function isolate(
	onRequest: (request: IncomingMessage, response: ServerResponse) => unknown,
	onFault: (trace: string) => void,
): RequestListener {
	return async (request, response) => {
		const fail = (error: unknown) => {
			if (error instanceof Refusal && !response.headersSent)
				return writeAnswer(request, response, error.answer);
			const { code = "" } = Object(error);
			if (!DISCONNECTED.includes(code))
				onFault(`${request.method} ${request.url}: ${traceOf(error)}`);
			if (response.headersSent) return void response.destroy();
			for (const name of response.getHeaderNames()) response.removeHeader(name);
			const details = "The server has an internal error. See its log.";
			const body = houseError(500, "Internal server error", details);
			writeAnswer(request, response, body);
		};
		// A stream's error is nobody's unless someone listens to it.
		response.on("error", fail);
		response.on("pipe", (source) => source.on("error", fail));
		try {
			await onRequest(request, response);
		} catch (error) {
			fail(error);
		}
	};
}

/** Codes of errors that only say that the client is gone. */
const DISCONNECTED = [
	"ECONNRESET",
	"EPIPE",
	"ERR_STREAM_DESTROYED",
	"ERR_STREAM_PREMATURE_CLOSE",
];

function traceOf(error: unknown): string {
	return error instanceof Error
		? (error.stack ?? error.message)
		: String(error);
}

/** Largest size of a request's first line and headers, in bytes. */
export const MOST_OF_HEADERS = 16_384;

/** Sends a response. */
export function writeAnswer(
	request: IncomingMessage,
	response: ServerResponse,
	{ status, headers, body }: HttpAnswer,
): void {
	response.on("error", () => response.destroy());
	const text = body === undefined ? "" : JSON.stringify(body);
	response.writeHead(status, {
		...headers,
		...(text && {
			"content-type": "application/json; charset=utf-8",
			"content-length": Buffer.byteLength(text),
		}),
	});
	response.end(request.method === "HEAD" ? undefined : text);
	// Drains an unread body, so that the connection can be reused.
	request.resume();
}
