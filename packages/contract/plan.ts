/** Which operations a run tries in which phase. */
import type { Operation } from "@lomi/spec";
import { creates } from "./links.ts";
import type { PhaseName } from "./result.ts";

export interface PlanOptions {
	phases: readonly PhaseName[];
	/** operationIds. */
	operations: ReadonlySet<string>;
	/** False where nothing may be changed on the server. */
	mayWrite: boolean;
}

/** The phases with their operations, one after the other. What was not chosen is only tried where it must be for what was. */
export function planPhases(
	operations: Operation[],
	{ phases, operations: chosen, mayWrite }: PlanOptions,
): { name: PhaseName; operation: Operation }[] {
	return phases.flatMap((name) =>
		operations
			.filter(({ method }) => method === "get" || mayWrite)
			.filter((operation) =>
				[operation.id, ...(name === "stateful" ? livesOf(operation) : [])].some(
					(id) => chosen.has(id),
				),
			)
			.map((operation) => ({ name, operation })),
	);
}

/** The operations that the life of what an operation creates goes through. */
function livesOf(operation: Operation): string[] {
	return creates(operation)
		? operation.answers.flatMap(({ links }) =>
				links.map(({ operationId }) => operationId),
			)
		: [];
}
