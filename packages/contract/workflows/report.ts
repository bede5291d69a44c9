/** What became of workflows, in lines for people: one a step, and for one that doesn't hold, what was expected and what came. */

import { bold, dim, green, redOut } from "@lomi/cli";
import {
	type Description,
	readOperations,
	type Step,
	type Workflow,
} from "@lomi/spec";
import { describeDifferences, type Execution } from "./difference.ts";
import type { ExecutedStep, ExecutedWorkflow } from "./respect.ts";

export interface Report {
	holds: boolean;
	lines: string[];
}

/**
 * Makes what tells of one run.
 *
 * @param given The inputs that were chosen; the others had their defaults.
 * @returns A function that tells of a workflow, from what was executed of it.
 */
export function createReporter(
	document: Description,
	given: Record<string, string>,
): (workflow: Workflow, executed: ExecutedWorkflow | undefined) => Report {
	const operations = readOperations(document);
	return (workflow, executed) => {
		const steps = executed?.steps ?? [];
		const holds = steps.length > 0 && steps.every(stepHolds);
		const execution: Execution = { document, workflow, given, steps };
		return {
			holds,
			lines: [
				`${mark(holds)} ${bold(workflow.workflowId)}`,
				...workflow.steps.flatMap((step) => describe(step, execution)),
				...(holds ? [] : describeOrigin(execution)),
			],
		};

		function describe(step: Step, execution: Execution): string[] {
			const name = step.stepId.padEnd(longestName(workflow));
			const ran = steps.find(({ stepId }) => stepId === step.stepId);
			const operation = operations.find(({ id }) => id === step.operationId);
			if (!operation) throw new Error(`There is no ${step.operationId}.`);
			if (!ran)
				return [dim(`  · ${name}  ${holds ? "not needed" : "not run"}`)];
			const { statusCode, time } = ran.response;
			const call = `${operation.method.toUpperCase()} ${operation.path}`;
			return [
				`  ${mark(stepHolds(ran))} ${name}  ${statusCode || "–  "}  ${call} ${dim(`${time} ms`)}`,
				...describeDifferences(step, operation, ran, execution).flatMap(
					({ expected, got }) => [
						`      expected  ${expected}`,
						`      got       ${got}`,
					],
				),
			];
		}
	};
}

function stepHolds({ checks }: ExecutedStep): boolean {
	return checks.every(({ passed }) => passed);
}

function mark(good: boolean): string {
	return good ? green("✓") : redOut("✗");
}

function longestName({ steps }: Workflow): number {
	return Math.max(...steps.map(({ stepId }) => stepId.length));
}

/** Where a workflow is written, and what it was run with. */
function describeOrigin({ workflow, given }: Execution): string[] {
	const inputs = Object.entries(workflow.inputs.properties)
		.filter(([, { format }]) => format !== "password")
		.map(([name, input]) => `${name}=${given[name] ?? input.default}`);
	return [
		`    openapi/workflows/${workflow.workflowId}.arazzo.yaml`,
		...(inputs.length > 0
			? [`    run with ${inputs.join(", ")}; --input chooses`]
			: []),
	].map(dim);
}
