/**
 * The workflows through the API: Arazzo workflows, as openapi/workflows/ describes them and generated/workflows.arazzo.json has them. What
 * the build, the docs, `npm run workflows` and the tests each need to know of a step is read here.
 */
import type { Example, Node, Operation } from "./operations.ts";

/** An Arazzo document. Redocly has checked its form before we read it. */
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
	steps: Step[];
}

/** What somebody who runs a workflow can choose. One without a default has to be given. */
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
	/** By name, an expression each: `$response.body#/data/plan_id`. */
	outputs?: Record<string, string>;
	onSuccess?: Action[];
	onFailure?: Action[];
}

export interface Criterion {
	condition: string;
	/** What a condition that is no comparison is held against: `$response.body`. */
	context?: string;
	type?: "simple" | "regex" | "jsonpath";
}

export interface Action {
	name: string;
	type: "end" | "goto" | "retry";
	stepId?: string;
	criteria?: Criterion[];
}

/** An expression of Arazzo, taken apart. */
export type Expression =
	| { kind: "status" }
	| { kind: "input"; name: string }
	| { kind: "output"; step: string; name: string }
	/** A parameter of this step's own request. */
	| { kind: "query"; name: string }
	/** A place in the body that was sent or answered; the pointer is empty for all of it. */
	| { kind: "request" | "response"; pointer: string };

const EXPRESSION = /\$[A-Za-z][\w.-]*(?:#[\w/-]*)?/g;

/** Every expression in a value, however deep: as it is written, and taken apart. One that no workflow of ours may use has no `parts`. */
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
	const [, step, output] = /^\$steps\.(\w+)\.outputs\.(\w+)$/.exec(text) ?? [];
	if (step && output) return { kind: "output", step, name: output };
	const [, kind, pointer = ""] =
		/^\$(request|response)\.body(?:#((?:\/[\w-]+)+))?$/.exec(text) ?? [];
	return kind ? { kind: kind as "request" | "response", pointer } : undefined;
}

/** A value with what `replace` gives in the place of each expression that stands alone; the others stay what they are. */
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

/** What a JSON pointer leads to, or `undefined` where it leads nowhere. An empty pointer is the whole value. */
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

/** The documented successes of an operation, an example each. */
export function successExamples({ answers }: Operation): Example[] {
	return answers
		.filter(({ status }) => status < 300)
		.flatMap(({ body }) => body?.examples ?? []);
}
