/** The request of a sample, for all languages. */
import type { Operation } from "../operations.ts";

export interface SampleRequest {
	/** In capitals. */
	method: string;
	/** Without a trailing slash. */
	baseUrl: string;
	/** The path and query below the base URL, encoded: `/customers?limit=5`. */
	target: string;
	keyHeader: string;
	/** Sent as JSON. Absent if there is no body. */
	body?: unknown;
}

/** A request to an operation, which other languages than curl's have more of. */
export interface OperationRequest extends SampleRequest {
	operation: Operation;
	/** Values of the path parameters, not encoded, in the order of the operation's. */
	path: Record<string, string>;
	/** The query with JSON values instead of text. Those of other types than the documented one are text, too. */
	params: Record<string, unknown>;
	/** Only to send an idempotency key. */
	idempotencyHeader?: string;
}

/** Whether a success of an operation has a body. */
export function isAnswered({ answers }: Operation): boolean {
	return answers.some(({ status, body }) => status < 300 && body !== undefined);
}

/** The URL without its query. */
export function urlOf({ baseUrl, target }: SampleRequest): string {
	return baseUrl + target.replace(/\?.*/s, "");
}
