/** Explains why a step failed: what was expected, and what was received. */
import { stripVTControlCharacters } from "node:util";
import {
	atPointer,
	type Criterion,
	type Description,
	type Expression,
	expressionsIn,
	type Operation,
	type Step,
	type Workflow,
} from "@lomi/spec";
import { createValidator } from "@lomi/spec/validation";
import type { ExecutedStep, StepCheck } from "./respect.ts";

/** Redocly's names for its checks. */
const CRITERION = "success criteria check";
const STATUS = "status code check";
const CONTENT_TYPE = "content-type check";
const SCHEMA = "schema check";
/** An expression without a value. Usually a failure of an earlier step, which has been reported. */
const UNEXPECTED = "unexpected error";
/** Redocly's mask for a secret. */
const MASK = "********";
/** Longer values are truncated, so that a failure stays on one line. */
const MAX_LENGTH = 200;

/** A workflow that was run. */
export interface Execution {
	document: Description;
	workflow: Workflow;
	/** The inputs from the command line; all others have their defaults. */
	inputs: Record<string, string>;
	/** The steps that were executed. */
	steps: ExecutedStep[];
}

export interface StepFailure {
	expected: string;
	got: string;
}

/** All failures of a step. If the status is wrong, only that: the rest of the response then says nothing. */
export function describeFailures(
	{ successCriteria }: Step,
	operation: Operation,
	ran: ExecutedStep,
	execution: Execution,
): StepFailure[] {
	const failed = ran.checks
		.map((check, index) => ({
			check,
			// The step's own criteria come first, in their order.
			criterion: check.name === CRITERION ? successCriteria[index] : undefined,
		}))
		.filter(({ check }) => !check.passed);
	const statusFailures = failed.filter(
		({ check, criterion }) =>
			check.name === STATUS || criterion?.condition.includes("$statusCode"),
	);
	const explained = failed.filter(({ check }) => check.name !== UNEXPECTED);
	const [reported = failed] = [statusFailures, explained].filter(
		({ length }) => length > 0,
	);
	return reported.map(({ check, criterion }) =>
		criterion
			? {
					expected: describeCriterion(criterion),
					got: describeValues(criterion, ran, execution),
				}
			: explain(check, operation, ran, execution.document),
	);
}

function describeCriterion({ context, type, condition }: Criterion): string {
	return context
		? `${context} ${type === "regex" ? "matches" : "satisfies"} ${condition}`
		: condition;
}

/** The values of the expressions in a criterion. If there are several, each has its expression in front. */
function describeValues(
	criterion: Criterion,
	ran: ExecutedStep,
	execution: Execution,
): string {
	const values = new Map(
		expressionsIn(criterion).flatMap(({ text, parts }) =>
			parts ? [[text, describeValue(parts, ran, execution)]] : [],
		),
	);
	return values.size === 1
		? [...values.values()].join("")
		: [...values].map(([text, value]) => `${text} = ${value}`).join(", ");
}

function describeValue(
	expression: Expression,
	ran: ExecutedStep,
	execution: Execution,
): string {
	if (expression.kind === "status") return describeResponse(ran);
	const value = evaluate(expression, ran, execution);
	return value === undefined ? "nothing" : truncate(JSON.stringify(value));
}

function evaluate(
	expression: Exclude<Expression, { kind: "status" }>,
	ran: ExecutedStep,
	{ workflow, inputs, steps }: Execution,
): unknown {
	switch (expression.kind) {
		case "request":
		case "response":
			return atPointer(ran[expression.kind].body, expression.pointer);
		case "query":
			return ran.request.query[expression.name];
		case "input":
			return (
				inputs[expression.name] ??
				workflow.inputs.properties[expression.name]?.default
			);
		case "output": {
			const isSource = ({ stepId }: { stepId: string }) =>
				stepId === expression.step;
			const { outputs = {} } = workflow.steps.find(isSource) ?? {};
			const [output] = expressionsIn(outputs[expression.name]);
			// The build ensures that an output is a value of a response.
			return output?.parts?.kind === "response"
				? atPointer(
						steps.find(isSource)?.response.body,
						output.parts.pointer + expression.pointer,
					)
				: undefined;
		}
	}
}

/** The status, and the message of an error. */
function describeResponse({ response }: ExecutedStep): string {
	const parts = ["message", "details"]
		.map((field) => atPointer(response.body, `/error/${field}`))
		.filter((part) => part !== undefined)
		.map((part) => (typeof part === "string" ? part : JSON.stringify(part)));
	return truncate(`${response.statusCode} ${parts.join(": ")}`.trim());
}

/** Explains Redocly's own checks: that there is a response, and that it is documented. */
function explain(
	{ name, message }: StepCheck,
	operation: Operation,
	ran: ExecutedStep,
	document: Description,
): StepFailure {
	// The other lines draw the response.
	const [line = ""] = stripVTControlCharacters(message).trim().split("\n");
	const summary = truncate(line.trim());
	switch (name) {
		case STATUS:
			return {
				expected: `a status that ${operation.id} documents`,
				got: describeResponse(ran),
			};
		case CONTENT_TYPE:
			return {
				expected: "application/json",
				got: ran.response.headers["content-type"] ?? "nothing",
			};
		case SCHEMA:
			return {
				expected: `a response as ${operation.id} documents it`,
				got: describeViolations(operation, ran, document) || summary,
			};
		default:
			return { expected: "a response", got: summary };
	}
}

/** Describes the schema violations of a response in the words of the API's own errors. Masked values can't be validated. */
function describeViolations(
	operation: Operation,
	{ response: { statusCode, body } }: ExecutedStep,
	document: Description,
): string {
	const documented = operation.answers.find(
		({ status }) => status === statusCode,
	);
	if (!documented?.body || body === undefined) return "";
	const violations = createValidator(document)(
		{ ...operation, parameters: [], body: documented.body },
		{
			path: {},
			query: new URLSearchParams(),
			headers: {},
			body: JSON.stringify(body),
		},
	);
	const details = violations
		.filter(({ name }) => {
			const pointer = name.replaceAll(/\[(\d+)\]/g, ".$1").replaceAll(".", "/");
			return atPointer(body, `/${pointer}`) !== MASK;
		})
		.map(({ details }) => details.replace("The request body", "The body"));
	return truncate(details.join("; "));
}

function truncate(text: string): string {
	return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
