/** Requests that are rejected, and the response to them. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { HttpAnswer } from "./answer.ts";

export class Refusal extends Error {
	override name = "Refusal";
	readonly answer: HttpAnswer;
	constructor(answer: HttpAnswer) {
		super(`refused with ${answer.status}`);
		this.answer = answer;
	}
}

/** The error shape for what the description has no example of: an unknown path or method, or a malformed request. */
export function houseError(
	status: number,
	message: string,
	details: string,
	headers: Record<string, string> = {},
): HttpAnswer {
	return { status, headers, body: { error: { message, details, status } } };
}

/** Rejects the request with an error of the API's shape. */
export function refuse(...answer: Parameters<typeof houseError>): never {
	throw new Refusal(houseError(...answer));
}

/** Rejects the request with a 400. */
export function refuseInput(details: string): never {
	return refuse(400, "Invalid request", details);
}

/** Responds to malformed or incomplete HTTP, and closes the connection. */
export function refuseUnreadable(
	error: NodeJS.ErrnoException,
	socket: Socket,
): void {
	// After a CONNECT nobody else listens to the socket, and an unhandled error would crash the process.
	socket.on("error", () => socket.destroy());
	if (!socket.writable) return void socket.destroy();
	const status =
		{ HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[
			error.code ?? ""
		] ?? 400;
	const details = "The request can't be read as HTTP.";
	const { body } = houseError(status, "Invalid request", details);
	const text = JSON.stringify(body);
	const head = [
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
		"Content-Type: application/json; charset=utf-8",
		`Content-Length: ${Buffer.byteLength(text)}`,
		"Connection: close",
	];
	socket.end(`${head.join("\r\n")}\r\n\r\n${text}`, () => socket.destroySoon());
}
