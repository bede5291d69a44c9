/** A request that ends early, with the answer to it. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { HttpAnswer } from "./answer.ts";

export class Refusal extends Error {
	override name = "Refusal";
	readonly answer: HttpAnswer;
	constructor(answer: HttpAnswer) {
		// Nobody reads where it comes from, and to find that out takes longer than the answer.
		const { stackTraceLimit } = Error;
		Error.stackTraceLimit = 0;
		super(`refused with ${answer.status}`);
		Error.stackTraceLimit = stackTraceLimit;
		this.answer = answer;
	}
}

/** The house shape for what the description has no example of: an unknown path, a method that isn't there, a request nobody can read. */
export function houseError(
	status: number,
	message: string,
	details: string,
	headers: Record<string, string> = {},
): HttpAnswer {
	return { status, headers, body: { error: { message, details, status } } };
}

/** Ends the request with an answer in the house shape. */
export function refuse(...answer: Parameters<typeof houseError>): never {
	throw new Refusal(houseError(...answer));
}

/** Ends the request with a 400: it can't be read, for the reason given. */
export function refuseInput(details: string): never {
	return refuse(400, "Invalid request", details);
}

/** Answers what isn't HTTP, or not to its end, and closes the connection. */
export function refuseUnreadable(
	error: NodeJS.ErrnoException,
	socket: Socket,
): void {
	// After a CONNECT nobody else listens to the socket any more, and an error that nobody hears would end the process.
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
