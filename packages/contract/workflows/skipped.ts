/** Why a workflow isn't run, or not to its end, without having failed. */
import {
	expressionsIn,
	type Operation,
	type Step,
	type Workflow,
} from "@lomi/spec";
import type { ExecutedStep } from "./respect.ts";

/** The reason that the workflow gives for ending after the steps that were run; undefined if it doesn't say that it was skipped. */
export function reasonForEnd(
	{ steps }: Workflow,
	executed: ExecutedStep[],
): string | undefined {
	const last = steps.find(({ stepId }) => stepId === executed.at(-1)?.stepId);
	if (!last || last === steps.at(-1)) return undefined;
	return last.onSuccess?.find(({ type }) => type === "end")?.["x-skipped"];
}

/** Why a workflow isn't run with a live key: it would change something that it hasn't created, such as a customer's subscription. */
export function reasonForLive(
	{ steps }: Workflow,
	operations: Operation[],
): string | undefined {
	const methodOf = ({ operationId }: Step) =>
		operations.find(({ id }) => id === operationId)?.method;
	const isRead = (stepId: string) =>
		steps.some((step) => step.stepId === stepId && methodOf(step) === "get");
	const change = steps.find(
		(step) =>
			methodOf(step) !== "get" &&
			(step.parameters ?? []).some(
				({ in: place, value }) =>
					place === "path" &&
					expressionsIn(value).some(
						({ parts }) => parts?.kind === "output" && isRead(parts.step),
					),
			),
	);
	return (
		change &&
		`${change.stepId} would change something that the workflow hasn't created, so it isn't run with a live key.`
	);
}
