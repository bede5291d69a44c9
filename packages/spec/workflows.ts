/**
 * The Arazzo workflows of openapi/workflows/ and generated/workflows.arazzo.json: their types, and how to read their expressions. Used by
 * the build, the docs, `npm run workflows` and the tests.
 */
import type { Example, Node, Operation } from "./operations.ts";

/** An Arazzo document. Redocly has validated its structure before we read it. */
export interface WorkflowDocument extends Node {
	arazzo: string;
	info: { title: string; version: string };
	sourceDescriptions: { name: string; type: string; url: string }[];
	workflows: Workflow[];
}

export interface Workflow {
	/** Also the name of its file: `accept-a-payment`. */
	workflowId: string;
	summary: string;
	description: string;
	inputs: { properties: Record<string, Input> };
	/** The inputs whose value a server accepts only once, so that `npm run workflows` makes each run's own from the default. */
	"x-unique-inputs"?: string[];
	steps: Step[];
}

/** An input of a workflow. Required if it has no default. */
export interface Input {
	type: string;
	/** `password` for the key. */
	format?: string;
	description: string;
	default?: unknown;
}

export interface Step {
	stepId: string;
	operationId: string;
	description: string;
	parameters?: { name: string; in: string; value: unknown }[];
	requestBody?: { payload: unknown };
	successCriteria: Criterion[];
	/** Expressions by name: `$response.body#/data/plan_id`. */
	outputs?: Record<string, string>;
	onSuccess?: Action[];
	onFailure?: Action[];
}

export interface Criterion {
	condition: string;
	/** The value that a `regex` or `jsonpath` condition applies to: `$response.body`. */
	context?: string;
	type?: "simple" | "regex" | "jsonpath";
}

export interface Action {
	name: string;
	type: "end" | "goto" | "retry";
	stepId?: string;
	criteria?: Criterion[];
	/** Of an action that ends a workflow: why it couldn't be run to its end, which isn't a failure. */
	"x-skipped"?: string;
}

/** A parsed Arazzo expression. */
export type Expression =
	| { kind: "status" }
	| { kind: "input"; name: string }
	/** An output of an earlier step, or the value at a pointer into it. An empty pointer refers to the whole output. */
	| { kind: "output"; step: string; name: string; pointer: string }
	/** A parameter of this step's own request. */
	| { kind: "query"; name: string }
	/** A value in the request or response body. An empty pointer refers to the whole body. */
	| { kind: "request" | "response"; pointer: string };

const EXPRESSION = /\$[A-Za-z][\w.-]*(?:#[\w/-]*)?/g;

/** Finds all expressions in a value, at any depth. Expressions that we don't support have no `parts`. */
export function expressionsIn(
	value: unknown,
): { text: string; parts?: Expression }[] {
	if (typeof value === "object" && value !== null)
		return Object.values(value).flatMap(expressionsIn);
	if (typeof value !== "string") return [];
	return [...value.matchAll(EXPRESSION)].map(([text]) => {
		const parts = parseExpression(text);
		return parts ? { text, parts } : { text };
	});
}

function parseExpression(text: string): Expression | undefined {
	if (text === "$statusCode") return { kind: "status" };
	const [, input] = /^\$inputs\.(\w+)$/.exec(text) ?? [];
	if (input) return { kind: "input", name: input };
	const [, query] = /^\$request\.query\.(\w+)$/.exec(text) ?? [];
	if (query) return { kind: "query", name: query };
	const [, step, output, within = ""] =
		/^\$steps\.(\w+)\.outputs\.(\w+)(?:#((?:\/[\w-]+)+))?$/.exec(text) ?? [];
	if (step && output)
		return { kind: "output", step, name: output, pointer: within };
	const [, kind, pointer = ""] =
		/^\$(request|response)\.body(?:#((?:\/[\w-]+)+))?$/.exec(text) ?? [];
	return kind ? { kind: kind as "request" | "response", pointer } : undefined;
}

/** Replaces every string that is exactly one expression by what `replace` returns. Other values are copied. */
export function replaceExpressions(
	value: unknown,
	replace: (expression: Expression) => unknown,
): unknown {
	if (Array.isArray(value))
		return value.map((item) => replaceExpressions(item, replace));
	if (typeof value === "object" && value !== null)
		return Object.fromEntries(
			Object.entries(value).map(([key, item]) => [
				key,
				replaceExpressions(item, replace),
			]),
		);
	const parts = typeof value === "string" ? parseExpression(value) : undefined;
	return parts ? replace(parts) : value;
}

/** The value at a JSON pointer, or `undefined` if there is none. An empty pointer returns the whole value. */
export function atPointer(value: unknown, pointer: string): unknown {
	return pointer
		.split("/")
		.slice(1)
		.reduce(
			(at: unknown, key) =>
				(at as Node | null | undefined)?.[
					key.replaceAll("~1", "/").replaceAll("~0", "~")
				],
			value,
		);
}

/** The examples of an operation's 2xx responses. */
export function successExamples({ answers }: Operation): Example[] {
	return answers
		.filter(({ status }) => status < 300)
		.flatMap(({ body }) => body?.examples ?? []);
}
