/** What a run covers: the operations of each phase, and the checks. */
import type { Operation } from "@lomi/spec";
import { type CheckName, NEED_MEMORY } from "../checks/names.ts";
import type { CheckSelector } from "../phases/capabilities.ts";
import { createsResource } from "../resources/links.ts";
import type { PhaseName } from "../result.ts";

export interface PlanOptions {
	phases: readonly PhaseName[];
	/** operationIds. */
	operations: ReadonlySet<string>;
	/** False if nothing may be changed on the server. */
	mayWrite: boolean;
}

export interface PlanStep {
	phase: PhaseName;
	operation: Operation;
}

/** The steps of a run in order. Operations that weren't selected are included if one that was selected needs them. */
export function planPhases(
	operations: Operation[],
	{ phases, operations: selected, mayWrite }: PlanOptions,
): PlanStep[] {
	return phases.flatMap((phase) =>
		operations
			.filter(({ method }) => method === "get" || mayWrite)
			.filter((operation) =>
				[
					operation.id,
					...(phase === "stateful" ? lifecycleOf(operation) : []),
				].some((id) => selected.has(id)),
			)
			.map((operation) => ({ phase, operation })),
	);
}

/** The operationIds that the lifecycle of what an operation creates goes through. */
function lifecycleOf(operation: Operation): string[] {
	return createsResource(operation)
		? operation.answers.flatMap(({ links }) =>
				links.map(({ operationId }) => operationId),
			)
		: [];
}

export interface SelectionOptions {
	/** operationIds. */
	operations: ReadonlySet<string>;
	checks: ReadonlySet<CheckName>;
	/** True if the server has no memory, which some checks need. */
	stateless: boolean;
}

export function createCheckSelector({
	operations,
	checks,
	stateless,
}: SelectionOptions): CheckSelector {
	return {
		isSelected: (names, operation) =>
			(!operation || operations.has(operation.id)) &&
			names.some(
				(name) => checks.has(name) && !(stateless && NEED_MEMORY.has(name)),
			),
	};
}
