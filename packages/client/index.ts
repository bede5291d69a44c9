/** The lomi. client: the entry point `lomi-openapi`. */

// What `lomi.http` takes and returns. A program's declarations name these types, but with pnpm it can't name openapi-fetch.
export type {
	ClientMethod,
	ClientRequestMethod,
	FetchOptions,
	FetchResponse,
	Middleware,
} from "openapi-fetch";
// Types only: `Lomi` creates the resource classes.
export type * from "../../generated/client.ts";
export { Lomi } from "../../generated/client.ts";
export {
	AbortError,
	AuthenticationError,
	BadRequestError,
	ConflictError,
	ConnectionError,
	LomiError,
	NotFoundError,
	PermissionError,
	RateLimitError,
	ServerError,
	TimeoutError,
} from "./errors.ts";
export type { Logger, LogLevel } from "./log.ts";
export type {
	ClientOptions,
	Fetch,
	Limits,
	RequestEvent,
	RequestOptions,
	ResponseEvent,
	WriteOptions,
} from "./options.ts";
export type { ApiListPromise, ApiPromise } from "./promises.ts";
export {
	type RawBody,
	signWebhook,
	type UnknownWebhookEvent,
	type VerifyOptions,
	verifyWebhook,
	WebhookVerificationError,
} from "./webhooks.ts";
