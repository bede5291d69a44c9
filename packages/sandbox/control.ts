/** The entry `lomi-sandbox/control`: a typed client for the control plane of any sandbox on this machine, with a method per operation. */

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
export type { ApiListPromise, ApiPromise } from "lomi-openapi/internal";
export type * from "../../generated/control.ts";
export { Control } from "../../generated/control.ts";
export type { ControlOptions } from "./control/transport.ts";
