/** The entry `lomi-sandbox/control`: a typed client for the control plane of any sandbox on this machine, with a method per operation. */

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
export type { ControlOptions } from "./control/transport.ts";
