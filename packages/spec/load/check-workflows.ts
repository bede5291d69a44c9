/** Validates workflows against the description whose operations they call, which Arazzo linters don't. */
import {
	type Description,
	type Operation,
	readOperations,
} from "../operations.ts";
import { createValidator, type Validator } from "../validation/validator.ts";
import {
	atPointer,
	type Expression,
	expressionsIn,
	replaceExpressions,
	type Step,
	successExamples,
	type Workflow,
} from "../workflows.ts";

export interface WorkflowError {
	workflow: Workflow;
	/** JSON pointer into the workflow: `/steps/1/parameters/0`. */
	pointer: string;
	message: string;
}

/** An error, with a pointer relative to the checked node. */
type Found = Pick<WorkflowError, "pointer" | "message">;

interface Context {
	workflow: Workflow;
	/** The steps before this one, whose outputs it can use. */
	before: Step[];
	step: Step;
	operation: Operation;
	operationOf(step: Step): Operation | undefined;
	validate: Validator;
}

/**
 * Validates workflows against the description. Operations, parameters and statuses must exist; each expression must refer to an input, to an
 * output of an earlier step, or to a value in an example of the response; and each request must be valid for its operation.
 */
export function checkWorkflows(
	document: Description,
	workflows: Workflow[],
): WorkflowError[] {
	const operations = new Map(
		readOperations(document).map((operation) => [operation.id, operation]),
	);
	const operationOf = (step: Step) => operations.get(step.operationId);
	const validate = createValidator(document);
	return workflows.flatMap((workflow) => [
		...checkInputs(workflow).map((found) => ({ workflow, ...found })),
		...workflow.steps.flatMap((step, index) => {
			const before = workflow.steps.slice(0, index);
			const operation = operationOf(step);
			const found = [
				...checkName(step, workflow, workflows),
				...(operation
					? checkStep({
							workflow,
							before,
							step,
							operation,
							operationOf,
							validate,
						})
					: problem(
							"/operationId",
							`There is no operation \`${step.operationId}\`.`,
						)),
			];
			return found.map(({ pointer, message }) => ({
				workflow,
				pointer: `/steps/${index}${pointer}`,
				message,
			}));
		}),
	]);
}

const problem = (pointer: string, message: string): Found[] => [
	{ pointer, message },
];

const inBackticks = (names: string[]) =>
	names.map((name) => `\`${name}\``).join(", ");

function checkInputs(workflow: Workflow): Found[] {
	const used = new Set(
		expressionsIn(workflow).flatMap(({ parts }) =>
			parts?.kind === "input" ? parts.name : [],
		),
	);
	const unknown = (workflow["x-unique-inputs"] ?? []).filter(
		(name) => !(name in workflow.inputs.properties),
	);
	if (unknown.length > 0)
		return problem(
			"/x-unique-inputs",
			`There is no input ${inBackticks(unknown)}.`,
		);
	return Object.entries(workflow.inputs.properties).flatMap(([name, input]) => {
		const pointer = `/inputs/properties/${name}`;
		if (!used.has(name))
			return problem(pointer, `The input \`${name}\` is unused.`);
		return input.default === undefined && input.format !== "password"
			? problem(
					pointer,
					`The input \`${name}\` requires a default, so that the workflow can run without arguments.`,
				)
			: [];
	});
}

/** Step IDs must be unique across workflows: generated/workflows.arazzo.json contains all of them, and Redocly looks up outputs by step ID alone. */
function checkName(
	{ stepId }: Step,
	workflow: Workflow,
	workflows: Workflow[],
): Found[] {
	const other = workflows.find(
		({ workflowId, steps }) =>
			workflowId !== workflow.workflowId &&
			steps.some((step) => step.stepId === stepId),
	);
	return other
		? problem(
				"/stepId",
				`${other.workflowId} also has a step \`${stepId}\`. Step IDs must be unique across all workflows.`,
			)
		: [];
}

function checkStep(context: Context): Found[] {
	const found = [
		...checkParameterNames(context),
		...checkExpressions(context),
		...checkStatuses(context),
		...checkActions(context),
	];
	// Otherwise the request can't be built.
	const isComplete = found.every(
		({ pointer }) => !/^\/(parameters|requestBody)/.test(pointer),
	);
	return [...found, ...(isComplete ? checkRequest(context) : [])];
}

function checkParameterNames({ step, operation }: Context): Found[] {
	return (step.parameters ?? []).flatMap((used, index) =>
		operation.parameters.some(
			(parameter) => parameter.name === used.name && parameter.in === used.in,
		)
			? []
			: problem(
					`/parameters/${index}`,
					`${operation.id} has no ${used.in} parameter \`${used.name}\`.`,
				),
	);
}

/** The kinds of expressions that are allowed in requests, in criteria, and in outputs. */
const IN_REQUESTS: Expression["kind"][] = ["input", "output"];
const IN_CRITERIA: Expression["kind"][] = [
	"status",
	"query",
	"request",
	"response",
	...IN_REQUESTS,
];
const IN_OUTPUTS: Expression["kind"][] = ["response"];

function checkExpressions(context: Context): Found[] {
	const { parameters, requestBody, successCriteria, outputs } = context.step;
	const { onSuccess, onFailure } = context.step;
	return [
		...check("/parameters", parameters ?? [], IN_REQUESTS),
		...check("/requestBody", requestBody ?? {}, IN_REQUESTS),
		...check("/successCriteria", successCriteria, IN_CRITERIA),
		...check("/outputs", outputs ?? {}, IN_OUTPUTS),
		...check("/onSuccess", onSuccess ?? [], IN_CRITERIA),
		...check("/onFailure", onFailure ?? [], IN_CRITERIA),
	];

	function check(
		place: string,
		parts: object,
		kinds: Expression["kind"][],
	): Found[] {
		return Object.entries(parts).flatMap(([key, value]) =>
			expressionsIn(value).flatMap(({ text, parts }) => {
				const wrong =
					parts && kinds.includes(parts.kind)
						? whyNot(parts, kinds, context)
						: "is not an expression that is supported here";
				return wrong ? problem(`${place}/${key}`, `\`${text}\` ${wrong}.`) : [];
			}),
		);
	}
}

/** Why an expression can't be resolved; `undefined` if it can. */
function whyNot(
	expression: Expression,
	kinds: Expression["kind"][],
	context: Context,
): string | undefined {
	const { workflow, before, step, operation } = context;
	switch (expression.kind) {
		case "status":
			return undefined;
		case "input": {
			const { properties } = workflow.inputs;
			return expression.name in properties
				? undefined
				: `is not one of the inputs: ${inBackticks(Object.keys(properties))}`;
		}
		case "output": {
			const found = before.find(({ stepId }) => stepId === expression.step);
			if (!found?.outputs || !(expression.name in found.outputs))
				return "is not an output of an earlier step";
			return expression.pointer && sampleOf(expression, context) === undefined
				? `is not in any example of ${found.operationId}`
				: undefined;
		}
		case "query":
			return step.parameters?.some(
				({ name, in: place }) => place === "query" && name === expression.name,
			)
				? undefined
				: "is not in this step's request";
		case "request":
			return atPointer(step.requestBody?.payload, expression.pointer) ===
				undefined
				? "is not in this step's request"
				: undefined;
		case "response": {
			// Outputs come from 2xx responses, criteria may also refer to errors.
			const examples =
				kinds === IN_OUTPUTS
					? successExamples(operation)
					: operation.answers.flatMap(({ body }) => body?.examples ?? []);
			return examples.some(
				({ value }) => atPointer(value, expression.pointer) !== undefined,
			)
				? undefined
				: `is not in any example of ${operation.id}`;
		}
	}
}

function checkStatuses({ step, operation }: Context): Found[] {
	const wanted = step.successCriteria.flatMap(({ condition }, index) =>
		[...condition.matchAll(/\$statusCode == (\d+)/g)].map(([, status]) => ({
			index,
			status: Number(status),
		})),
	);
	if (wanted.length === 0)
		return problem(
			"/successCriteria",
			"A criterion for the status is required: `$statusCode == 200`.",
		);
	return wanted
		.filter(({ status }) =>
			operation.answers.every((answer) => answer.status !== status),
		)
		.flatMap(({ index, status }) =>
			problem(
				`/successCriteria/${index}`,
				`${operation.id} has no response ${status}.`,
			),
		);
}

function checkActions({ workflow, step }: Context): Found[] {
	return (["onSuccess", "onFailure"] as const).flatMap((kind) =>
		(step[kind] ?? []).flatMap(({ stepId }, index) =>
			stepId && workflow.steps.every((other) => other.stepId !== stepId)
				? problem(`/${kind}/${index}`, `There is no step \`${stepId}\`.`)
				: [],
		),
	);
}

/** Validates the request, built from the inputs' defaults and the examples of earlier responses. */
function checkRequest(context: Context): Found[] {
	const { step, operation, validate } = context;
	const { body, ...withoutBody } = operation;
	if (step.requestBody && !body)
		return problem("/requestBody", `${operation.id} has no request body.`);
	const sample = (value: unknown) =>
		replaceExpressions(value, (expression) => sampleOf(expression, context));
	const valuesIn = (where: string) =>
		Object.fromEntries(
			(step.parameters ?? [])
				.filter((parameter) => parameter.in === where)
				.map(({ name, value }) => [name, String(sample(value))]),
		);
	const request = {
		path: valuesIn("path"),
		query: new URLSearchParams(valuesIn("query")),
		headers: {},
		body: step.requestBody
			? JSON.stringify(sample(step.requestBody.payload))
			: "",
	};
	const violations = (checked: Operation, placeOf: (name: string) => string) =>
		validate(checked, request).flatMap(({ name, details }) =>
			problem(placeOf(name), `Invalid for ${operation.id}: ${details}.`),
		);
	return [
		...violations(withoutBody, (name) => placeOfParameter(step, name)),
		...violations({ ...operation, parameters: [] }, (name) =>
			placeOfField(step, name),
		),
	];
}

function placeOfParameter({ parameters = [] }: Step, name: string): string {
	const index = parameters.findIndex((parameter) => parameter.name === name);
	return index === -1 ? "" : `/parameters/${index}`;
}

/** @param name The field of a violation: `allowed_providers[0]`. A missing field is reported at the body. */
function placeOfField({ requestBody }: Step, name: string): string {
	if (!requestBody) return "";
	const pointer = `/${name.replaceAll("[", ".").replaceAll("]", "").replaceAll(".", "/")}`;
	return atPointer(requestBody.payload, pointer) === undefined
		? "/requestBody"
		: `/requestBody/payload${pointer}`;
}

/** An example of an expression's value at run time. */
function sampleOf(
	expression: Expression,
	{ workflow, before, operationOf }: Context,
): unknown {
	if (expression.kind === "input")
		return workflow.inputs.properties[expression.name]?.default;
	if (expression.kind !== "output") return undefined;
	const step = before.find(({ stepId }) => stepId === expression.step);
	const operation = step && operationOf(step);
	const [output] = expressionsIn(step?.outputs?.[expression.name]);
	if (!operation || output?.parts?.kind !== "response") return undefined;
	const { pointer } = output.parts;
	return successExamples(operation)
		.map(({ value }) => atPointer(value, pointer + expression.pointer))
		.find((value) => value !== undefined);
}
