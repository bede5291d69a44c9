/** The typed client of the sandbox's control plane, which `lomi-sandbox/control` publishes. */

// Declarations of a program that imports only this entry name these types.
export type {
	ApiListPromise,
	ApiPromise,
	ClientMethod,
	ClientRequestMethod,
	FetchOptions,
	FetchResponse,
	Middleware,
} from "lomi-openapi";
export {
	AbortError,
	BadRequestError,
	ConflictError,
	ConnectionError,
	LomiError,
	NotFoundError,
	PermissionError,
	ServerError,
	TimeoutError,
} from "lomi-openapi";
export type * from "../../generated/control.ts";
export { Control } from "../../generated/control.ts";
export type {
	components,
	operations,
	paths,
} from "../../generated/sandbox.d.ts";
export type { ControlOptions } from "./transport.ts";
