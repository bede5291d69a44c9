/** Formats the results of workflows: a line per step, and what was expected and received for each that failed. */

import { bold, dim, green, redOut } from "@lomi/cli";
import {
	type Description,
	readOperations,
	type Step,
	type Workflow,
} from "@lomi/spec";
import type { ExecutedStep, ExecutedWorkflow } from "./respect.ts";
import { reasonForEnd } from "./skipped.ts";
import { describeFailures, type Execution } from "./step-failures.ts";

export interface Report {
	outcome: "pass" | "fail" | "skip";
	lines: string[];
}

/**
 * Creates the function that formats the result of a workflow.
 *
 * @param inputs The inputs from the command line; all others have their defaults.
 */
export function createReporter(
	document: Description,
	inputs: Record<string, string>,
): (workflow: Workflow, executed: ExecutedWorkflow | undefined) => Report {
	const operations = readOperations(document);
	return (workflow, executed) => {
		const steps = executed?.steps ?? [];
		const passed = steps.length > 0 && steps.every(stepPassed);
		const reason = passed ? reasonForEnd(workflow, steps) : undefined;
		const execution: Execution = { document, workflow, inputs, steps };
		return {
			outcome: reason ? "skip" : passed ? "pass" : "fail",
			lines: [
				...(reason
					? [describeSkipped(workflow, reason)]
					: [`${mark(passed)} ${bold(workflow.workflowId)}`]),
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
				return [
					dim(`  · ${name}  ${passed && !reason ? "not needed" : "not run"}`),
				];
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

/** The line of a workflow that is skipped. */
export function describeSkipped(
	{ workflowId }: Workflow,
	reason: string,
): string {
	return `${dim("–")} ${bold(workflowId)}  skipped: ${reason}`;
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

/** The file of a workflow, and the inputs that it ran with. */
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
