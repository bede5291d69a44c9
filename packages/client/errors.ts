/** The errors that the client throws: one class for each case that a caller may want to handle differently. */
import type { components } from "../../generated/schema.d.ts";
import type { Redact } from "./log.ts";

type ErrorCode = components["schemas"]["ErrorCode"];

/** What is known about a failed call. Fields that don't apply are absent: a call without a response has no status. */
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

/** Base class of every error that a call throws. */
export class LomiError extends Error {
	override name = "LomiError";
	/** HTTP status of the response. */
	declare readonly status: number | undefined;
	/** The API's error code, to branch on. An open list: handle an unknown code by its status. */
	declare readonly code: ErrorCode | undefined;
	/** Which field, ID or rule caused the error. */
	declare readonly details: string | object | undefined;
	/** The response's `X-Request-Id`, to quote to lomi.'s support. */
	declare readonly requestId: string | undefined;
	/** Response headers, without secrets: `Retry-After` on a 429. */
	declare readonly headers: Headers | undefined;
	/** `POST` */
	declare readonly method: string | undefined;
	/** Path below the base URL, without the query: `/customers/5b0c1f8e`. */
	declare readonly path: string | undefined;
	/** How many times the request was sent. */
	declare readonly attempts: number | undefined;
	/** Idempotency key of a change. Repeat the same call with this key, and the change is made only once. */
	declare readonly idempotencyKey: string | undefined;

	constructor(message: string, failure?: Failure, options?: ErrorOptions) {
		super(message, options);
		Object.assign(this, failure);
	}
}

/** 400: something in the request is missing, malformed or unknown. See `details`. */
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
/** 403: the key doesn't have permission for this. */
export class PermissionError extends LomiError {
	override name = "PermissionError";
	declare readonly status: 403;
	declare readonly headers: Headers;
}
/** 404: the resource doesn't exist. */
export class NotFoundError extends LomiError {
	override name = "NotFoundError";
	declare readonly status: 404;
	declare readonly headers: Headers;
}
/** 409: the request conflicts with the current state, or its idempotency key was used for another request. */
export class ConflictError extends LomiError {
	override name = "ConflictError";
	declare readonly status: 409;
	declare readonly headers: Headers;
}
/** 429: the rate limit was exceeded, and retrying didn't help. */
export class RateLimitError extends LomiError {
	override name = "RateLimitError";
	declare readonly status: 429;
	declare readonly headers: Headers;
}
/** 5xx: an error on lomi.'s side, or maintenance. */
export class ServerError extends LomiError {
	override name = "ServerError";
	declare readonly status: number;
	declare readonly headers: Headers;
}
/** No response: the network failed. The request may still have been carried out. `cause` is the network error. */
export class ConnectionError extends LomiError {
	override name = "ConnectionError";
}
/** No complete response in time. The request may still have been carried out. */
export class TimeoutError extends ConnectionError {
	override name = "TimeoutError";
}
/** The caller's signal aborted the call. The request may still have been carried out. `cause` is the signal's reason. */
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

/** The error class for a response status. */
export function errorClass(status: number): typeof LomiError {
	return BY_STATUS[status] ?? (status >= 500 ? ServerError : LomiError);
}

/**
 * The error for a response that isn't a 2xx.
 *
 * @param text The response body: the API's error shape, another shape, empty, or not JSON.
 * @param failure What is known about the call so far.
 */
export function answerError(
	{ status, statusText, type }: Response,
	text: string,
	failure: Failure,
	redact: Redact,
): LomiError {
	const { message, ...fields } = errorOf(text, redact);
	const ErrorClass = errorClass(status);
	// A browser hides the status of a redirect that it doesn't follow.
	const isRedirect =
		type === "opaqueredirect" || Math.floor(status / 100) === 3;
	return new ErrorClass(
		isRedirect
			? `The response is a redirect. ${HINT}`
			: message || redact(`HTTP ${status} ${statusText}`.trim()),
		{ ...failure, ...fields },
	);
}

/** Reads an error body: `{ error: { message, … } }`, or a short form: `{ error: "…" }`, `{ message: "…" }`, `{ message: ["…", "…"] }`. */
function errorOf(
	text: string,
	redact: Redact,
): Pick<Failure, "code" | "details"> & { message?: string } {
	try {
		// Re-serialized first: a secret with escaped letters would not be recognized.
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

/** A string, or an array of strings joined into one. */
function sentence(message: unknown): string {
	const parts = [message].flat();
	return parts.filter((part) => typeof part === "string").join("; ");
}

/** For responses that don't come from the API. */
export const HINT =
	"Check that the base URL is the API's and includes the version.";
