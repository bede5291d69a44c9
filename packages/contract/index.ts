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
export { runContract, type Settings } from "./run.ts";
