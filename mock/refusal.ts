/** A request that ends early, with the answer to it. */
import type { MockAnswer } from "./prism.ts";

export class Refusal extends Error {
	override name = "Refusal";
	readonly answer: MockAnswer;
	constructor(answer: MockAnswer) {
		super(`refused with ${answer.status}`);
		this.answer = answer;
	}
}

/** The house shape for what the description has no example of: an unknown path, a method that isn't there, a request nobody can read. */
export function houseError(
	status: number,
	message: string,
	details: string,
	headers: Record<string, string> = {},
): MockAnswer {
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
