/** What the client throws: a class for each thing that a caller may want to treat differently. */
import type { components } from "../../generated/schema.d.ts";
import type { Redact } from "./log.ts";

type ErrorCode = components["schemas"]["ErrorCode"];

/** What is known of a call that failed. Absent where it doesn't apply: a call without an answer has no status. */
export interface Failure {
	status?: number | undefined;
	code?: ErrorCode | undefined;
	details?: string | object | undefined;
	requestId?: string | undefined;
	headers?: Headers | undefined;
	method?: string | undefined;
	path?: string | undefined;
	attempts?: number | undefined;
	idempotencyKey?: string | undefined;
}

/** Everything that the client throws about a call; the classes below say what it was. */
export class LomiError extends Error {
	override name = "LomiError";
	/** HTTP status of the answer. */
	declare readonly status: number | undefined;
	/** The API's word for what went wrong, to branch on. An open list: treat a code that you don't know like its status. */
	declare readonly code: ErrorCode | undefined;
	/** Which field, ID or rule it was about. */
	declare readonly details: string | object | undefined;
	/** The answer's `X-Request-Id`, for questions to lomi.'s support. */
	declare readonly requestId: string | undefined;
	/** Headers of the answer, without secrets: `Retry-After` on a 429. */
	declare readonly headers: Headers | undefined;
	/** `POST` */
	declare readonly method: string | undefined;
	/** Path below the base URL, without the query: `/customers/5b0c1f8e`. */
	declare readonly path: string | undefined;
	/** How often the request was sent. */
	declare readonly attempts: number | undefined;
	/** Key of a change. Make the same call with it again, and the change is made once, whatever became of this call. */
	declare readonly idempotencyKey: string | undefined;

	constructor(message: string, failure?: Failure, options?: ErrorOptions) {
		super(message, options);
		Object.assign(this, failure);
	}
}

/** 400: something in the request is missing, malformed or unknown. `details` says what. */
export class BadRequestError extends LomiError {
	override name = "BadRequestError";
	declare readonly status: 400;
	declare readonly headers: Headers;
}
/** 401: the key is missing or unknown. */
export class AuthenticationError extends LomiError {
	override name = "AuthenticationError";
	declare readonly status: 401;
	declare readonly headers: Headers;
}
/** 403: the key may not do this. */
export class PermissionError extends LomiError {
	override name = "PermissionError";
	declare readonly status: 403;
	declare readonly headers: Headers;
}
/** 404: you have no such resource. */
export class NotFoundError extends LomiError {
	override name = "NotFoundError";
	declare readonly status: 404;
	declare readonly headers: Headers;
}
/** 409: the request contradicts the present state, or its idempotency key was used for another request. */
export class ConflictError extends LomiError {
	override name = "ConflictError";
	declare readonly status: 409;
	declare readonly headers: Headers;
}
/** 429: over the rate limit, and the retries didn't outlast it. */
export class RateLimitError extends LomiError {
	override name = "RateLimitError";
	declare readonly status: 429;
	declare readonly headers: Headers;
}
/** 5xx: a fault on lomi.'s side, or maintenance. */
export class ServerError extends LomiError {
	override name = "ServerError";
	declare readonly status: number;
	declare readonly headers: Headers;
}
/** No answer: the network failed. The request may have been carried out all the same. `cause` is the fault. */
export class ConnectionError extends LomiError {
	override name = "ConnectionError";
}
/** No whole answer in time. The request may have been carried out all the same. */
export class TimeoutError extends ConnectionError {
	override name = "TimeoutError";
}
/** The caller's signal ended the call. The request may have been carried out all the same. `cause` is the signal's reason. */
export class AbortError extends LomiError {
	override name = "AbortError";
}

const BY_STATUS: Record<number, typeof LomiError> = {
	400: BadRequestError,
	401: AuthenticationError,
	403: PermissionError,
	404: NotFoundError,
	409: ConflictError,
	429: RateLimitError,
};

/** The class of what is thrown for an answer with this status. */
export function errorClass(status: number): typeof LomiError {
	return BY_STATUS[status] ?? (status >= 500 ? ServerError : LomiError);
}

/**
 * The error for an answer that isn't a 2xx.
 *
 * @param text The answer's body, which may be in the house shape, in another, empty, or no JSON at all.
 * @param failure What is known of the call so far.
 */
export function answerError(
	{ status, statusText, type }: Response,
	text: string,
	failure: Failure,
	redact: Redact,
): LomiError {
	const { message, ...told } = errorOf(text, redact);
	const ErrorClass = errorClass(status);
	// A browser hides the status of a redirect that it doesn't follow.
	const isRedirect =
		type === "opaqueredirect" || Math.floor(status / 100) === 3;
	return new ErrorClass(
		isRedirect
			? `The answer is a redirect. ${HINT}`
			: message || redact(`HTTP ${status} ${statusText}`.trim()),
		{ ...failure, ...told },
	);
}

/** What a body says of an error: `{ error: { message, … } }`, or a short form: `{ error: "…" }`, `{ message: "…" }`, `{ message: ["…", "…"] }`. */
function errorOf(
	text: string,
	redact: Redact,
): Pick<Failure, "code" | "details"> & { message?: string } {
	try {
		// Written anew first: where letters of a secret are escaped, it would not be found.
		const body = Object(JSON.parse(redact(JSON.stringify(JSON.parse(text)))));
		const { message, error, code, details } =
			Object(body.error) === body.error ? body.error : body;
		return {
			message: sentence(message) || sentence(error),
			code,
			details: details ?? (Array.isArray(message) ? message : undefined),
		};
	} catch {
		return {};
	}
}

/** A text, or several as one. */
function sentence(said: unknown): string {
	const parts = [said].flat();
	return parts.filter((part) => typeof part === "string").join("; ");
}

/** What to look at where something else answers than the API. */
export const HINT = "Is the base URL that of the API, with its version?";
