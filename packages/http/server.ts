/** The HTTP server under the mock and the sandbox: nothing that a client sends ends it, or keeps it waiting for long. */
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

/** Makes a server, which doesn't listen yet. What Node would answer in its own way is answered in the house shape. */
export function createHttpServer(onRequest: RequestListener): Server {
	const server = createServer(
		{
			maxHeaderSize: MOST_OF_HEADERS,
			// Node would refuse a request without Host with an empty body.
			requireHostHeader: false,
			headersTimeout: 10_000,
			requestTimeout: 30_000,
			connectionsCheckingInterval: 1_000,
		},
		onRequest,
	);
	server.on("clientError", refuseUnreadable);
	// An Expect that isn't 100-continue, and CONNECT.
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

/** Bytes of a request's first line and its headers. */
export const MOST_OF_HEADERS = 16_384;

/** Sends an answer. */
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
	// What is left of a body that nobody asked for is read and dropped, so that the connection can be used again.
	request.resume();
}
