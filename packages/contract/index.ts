/** The contract suite: validates a live server, or recorded traffic, against the description. */
export { CHECKS, type CheckName } from "./checks/names.ts";
export { contractCommand } from "./command.ts";
export {
	cellOf,
	countCells,
	PHASES,
	type PhaseName,
	type Result,
} from "./result.ts";
export { runContract } from "./run/run.ts";
export type { Settings } from "./run/settings.ts";
