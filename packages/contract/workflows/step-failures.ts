/** Why a step doesn't hold: what was expected, and what came. */
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

/** What Redocly calls its checks. */
const CRITERION = "success criteria check";
const STATUS = "status code check";
const CONTENT_TYPE = "content-type check";
const SCHEMA = "schema check";
/** An expression that leads nowhere. What is missing has been told of by then, unless it is all there is to tell. */
const UNEXPECTED = "unexpected error";
/** What Redocly puts in the place of a secret. */
const MASK = "********";
/** Longer values are cut, so that a difference stays a line. */
const MAX_LENGTH = 200;

/** A workflow that ran. */
export interface Execution {
	document: Description;
	workflow: Workflow;
	/** The inputs that were chosen; the others had their defaults. */
	inputs: Record<string, string>;
	/** The steps that ran. */
	steps: ExecutedStep[];
}

export interface StepFailure {
	expected: string;
	got: string;
}

/** Everything of a step that doesn't hold. Where its status is wrong, only that: the rest of the answer says nothing then. */
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

/** The values of the expressions in a criterion; with more than one, each after its expression. */
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
			// An output is always a place in an answer: the build sees to it.
			return output?.parts?.kind === "response"
				? atPointer(steps.find(isSource)?.response.body, output.parts.pointer)
				: undefined;
		}
	}
}

/** The status, and what an error says of itself. */
function describeResponse({ response }: ExecutedStep): string {
	const parts = ["message", "details"]
		.map((field) => atPointer(response.body, `/error/${field}`))
		.filter((part) => part !== undefined)
		.map((part) => (typeof part === "string" ? part : JSON.stringify(part)));
	return truncate(`${response.statusCode} ${parts.join(": ")}`.trim());
}

/** For what Redocly checks by itself: the answer is there, and is one that the description has. */
function explain(
	{ name, message }: StepCheck,
	operation: Operation,
	ran: ExecutedStep,
	document: Description,
): StepFailure {
	// The lines below the first draw a picture of the answer.
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

/** What is wrong with an answer, in the words in which the API tells of requests. What is masked can't be judged any more. */
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
