/** The HTTP server of the mock and the sandbox. No request can crash it or block it for long. */
import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import type { HttpAnswer } from "./answer.ts";
import { houseError, refuseUnreadable } from "./refusal.ts";

/** Creates a server that isn't listening yet. Errors that Node handles itself have the API's shape, too. */
export function createHttpServer(onRequest: RequestListener): Server {
	const server = createServer(
		{
			maxHeaderSize: MOST_OF_HEADERS,
			// Node rejects a request without Host with an empty body.
			requireHostHeader: false,
			headersTimeout: 10_000,
			requestTimeout: 30_000,
			connectionsCheckingInterval: 1_000,
		},
		onRequest,
	);
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
