/** What became of workflows, in lines for people: one a step, and for one that doesn't hold, what was expected and what came. */

import { bold, dim, green, redOut } from "@lomi/cli";
import {
	type Description,
	readOperations,
	type Step,
	type Workflow,
} from "@lomi/spec";
import type { ExecutedStep, ExecutedWorkflow } from "./respect.ts";
import { describeFailures, type Execution } from "./step-failures.ts";

export interface Report {
	passed: boolean;
	lines: string[];
}

/**
 * Makes what tells of one run.
 *
 * @param inputs The inputs that were chosen; the others had their defaults.
 * @returns A function that tells of a workflow, from what was executed of it.
 */
export function createReporter(
	document: Description,
	inputs: Record<string, string>,
): (workflow: Workflow, executed: ExecutedWorkflow | undefined) => Report {
	const operations = readOperations(document);
	return (workflow, executed) => {
		const steps = executed?.steps ?? [];
		const passed = steps.length > 0 && steps.every(stepPassed);
		const execution: Execution = { document, workflow, inputs, steps };
		return {
			passed,
			lines: [
				`${mark(passed)} ${bold(workflow.workflowId)}`,
				...workflow.steps.flatMap((step) => describe(step, execution)),
				...(passed ? [] : describeOrigin(execution)),
			],
		};

		function describe(step: Step, execution: Execution): string[] {
			const name = step.stepId.padEnd(longestName(workflow));
			const ran = steps.find(({ stepId }) => stepId === step.stepId);
			const operation = operations.find(({ id }) => id === step.operationId);
			if (!operation) throw new Error(`There is no ${step.operationId}.`);
			if (!ran)
				return [dim(`  · ${name}  ${passed ? "not needed" : "not run"}`)];
			const { statusCode, time } = ran.response;
			const call = `${operation.method.toUpperCase()} ${operation.path}`;
			return [
				`  ${mark(stepPassed(ran))} ${name}  ${statusCode || "–  "}  ${call} ${dim(`${time} ms`)}`,
				...describeFailures(step, operation, ran, execution).flatMap(
					({ expected, got }) => [
						`      expected  ${expected}`,
						`      got       ${got}`,
					],
				),
			];
		}
	};
}

function stepPassed({ checks }: ExecutedStep): boolean {
	return checks.every(({ passed }) => passed);
}

function mark(passed: boolean): string {
	return passed ? green("✓") : redOut("✗");
}

function longestName({ steps }: Workflow): number {
	return Math.max(...steps.map(({ stepId }) => stepId.length));
}

/** Where a workflow is written, and what it was run with. */
function describeOrigin({ workflow, inputs }: Execution): string[] {
	const lines = Object.entries(workflow.inputs.properties)
		.filter(([, { format }]) => format !== "password")
		.map(([name, input]) => `${name}=${inputs[name] ?? input.default}`);
	return [
		`    openapi/workflows/${workflow.workflowId}.arazzo.yaml`,
		...(lines.length > 0
			? [`    ran with ${lines.join(", ")}; change them with --input`]
			: []),
	].map(dim);
}
