/** The entry `lomi-sandbox/control`: the control plane of a sandbox, wherever it runs on this machine, with a method for each operation. */

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
