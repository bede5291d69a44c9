/** What is wrong with workflows that no linter of Arazzo sees: they don't fit the description whose operations they call. */
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
	/** JSON pointer to the place in the workflow: `/steps/1/parameters/0`. */
	pointer: string;
	message: string;
}

/** A mistake, and where it is below whatever is looked at. */
type Found = Pick<WorkflowError, "pointer" | "message">;

/** What is known of a step while it is checked. */
interface Context {
	workflow: Workflow;
	/** The steps before this one: only their outputs are there when it runs. */
	before: Step[];
	step: Step;
	operation: Operation;
	operationOf(step: Step): Operation | undefined;
	validate: Validator;
}

/**
 * Holds workflows against the description: their operations, parameters and statuses are its own, each expression leads to an input, to an
 * output of a step before, or to a place that an example of the answer has, and each request is one that its operation takes.
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
					: mistake(
							"/operationId",
							`No operation is called \`${step.operationId}\`.`,
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

const mistake = (pointer: string, message: string): Found[] => [
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
	return Object.entries(workflow.inputs.properties).flatMap(([name, input]) => {
		const pointer = `/inputs/properties/${name}`;
		if (!used.has(name))
			return mistake(pointer, `Nothing uses the input \`${name}\`.`);
		return input.default === undefined && input.format !== "password"
			? mistake(
					pointer,
					`Give the input \`${name}\` a default, so that the workflow runs as it is.`,
				)
			: [];
	});
}

/** Redocly looks up a step's outputs by its name alone, and generated/workflows.arazzo.json holds all workflows. */
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
		? mistake(
				"/stepId",
				`${other.workflowId} has a step \`${stepId}\` as well. Give this one a name that no other workflow has.`,
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
	// A request whose parts are not there can't be put together.
	const whole = found.every(
		({ pointer }) => !/^\/(parameters|requestBody)/.test(pointer),
	);
	return [...found, ...(whole ? checkRequest(context) : [])];
}

function checkParameterNames({ step, operation }: Context): Found[] {
	return (step.parameters ?? []).flatMap((given, index) =>
		operation.parameters.some(
			(parameter) => parameter.name === given.name && parameter.in === given.in,
		)
			? []
			: mistake(
					`/parameters/${index}`,
					`${operation.id} has no parameter \`${given.name}\` in its ${given.in}.`,
				),
	);
}

/** What may stand where: what is sent is made of inputs and earlier outputs, and only an answer can be told from itself. */
const SENT: Expression["kind"][] = ["input", "output"];
const TOLD: Expression["kind"][] = [
	"status",
	"query",
	"request",
	"response",
	...SENT,
];
const KEPT: Expression["kind"][] = ["response"];

function checkExpressions(context: Context): Found[] {
	const { parameters, requestBody, successCriteria, outputs } = context.step;
	const { onSuccess, onFailure } = context.step;
	return [
		...check("/parameters", parameters ?? [], SENT),
		...check("/requestBody", requestBody ?? {}, SENT),
		...check("/successCriteria", successCriteria, TOLD),
		...check("/outputs", outputs ?? {}, KEPT),
		...check("/onSuccess", onSuccess ?? [], TOLD),
		...check("/onFailure", onFailure ?? [], TOLD),
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
						: "is no expression that can stand here";
				return wrong ? mistake(`${place}/${key}`, `\`${text}\` ${wrong}.`) : [];
			}),
		);
	}
}

/** Why an expression leads nowhere; `undefined` where it leads somewhere. */
function whyNot(
	expression: Expression,
	kinds: Expression["kind"][],
	{ workflow, before, step, operation }: Context,
): string | undefined {
	switch (expression.kind) {
		case "status":
			return undefined;
		case "input": {
			const { properties } = workflow.inputs;
			return expression.name in properties
				? undefined
				: `is not among the inputs, ${inBackticks(Object.keys(properties))}`;
		}
		case "output": {
			const found = before.find(({ stepId }) => stepId === expression.step);
			return found?.outputs && expression.name in found.outputs
				? undefined
				: "is not an output of a step before this one";
		}
		case "query":
			return step.parameters?.some(
				({ name, in: place }) => place === "query" && name === expression.name,
			)
				? undefined
				: "is not in the request of this step";
		case "request":
			return atPointer(step.requestBody?.payload, expression.pointer) ===
				undefined
				? "is not in the request of this step"
				: undefined;
		case "response": {
			// What is kept comes from a success; what is told may be an error as well.
			const examples =
				kinds === KEPT
					? successExamples(operation)
					: operation.answers.flatMap(({ body }) => body?.examples ?? []);
			return examples.some(
				({ value }) => atPointer(value, expression.pointer) !== undefined,
			)
				? undefined
				: `is in no example of ${operation.id}`;
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
		return mistake(
			"/successCriteria",
			"Say which status is the success: `$statusCode == 200`.",
		);
	return wanted
		.filter(({ status }) =>
			operation.answers.every((answer) => answer.status !== status),
		)
		.flatMap(({ index, status }) =>
			mistake(
				`/successCriteria/${index}`,
				`${operation.id} has no answer ${status}.`,
			),
		);
}

function checkActions({ workflow, step }: Context): Found[] {
	return (["onSuccess", "onFailure"] as const).flatMap((kind) =>
		(step[kind] ?? []).flatMap(({ stepId }, index) =>
			stepId && workflow.steps.every((other) => other.stepId !== stepId)
				? mistake(`/${kind}/${index}`, `There is no step \`${stepId}\`.`)
				: [],
		),
	);
}

/** Holds the request against the operation, with the inputs' defaults and the examples of earlier answers in it. */
function checkRequest(context: Context): Found[] {
	const { step, operation, validate } = context;
	const { body, ...withoutBody } = operation;
	if (step.requestBody && !body)
		return mistake("/requestBody", `${operation.id} takes no body.`);
	const sample = (value: unknown) =>
		replaceExpressions(value, (expression) => sampleOf(expression, context));
	const given = (where: string) =>
		Object.fromEntries(
			(step.parameters ?? [])
				.filter((parameter) => parameter.in === where)
				.map(({ name, value }) => [name, String(sample(value))]),
		);
	const request = {
		path: given("path"),
		query: new URLSearchParams(given("query")),
		headers: {},
		body: step.requestBody
			? JSON.stringify(sample(step.requestBody.payload))
			: "",
	};
	const tell = (checked: Operation, placeOf: (name: string) => string) =>
		validate(checked, request).flatMap(({ name, details }) =>
			mistake(placeOf(name), `${operation.id} refuses this: ${details}.`),
		);
	return [
		...tell(withoutBody, (name) => placeOfParameter(step, name)),
		...tell({ ...operation, parameters: [] }, (name) =>
			placeOfField(step, name),
		),
	];
}

function placeOfParameter({ parameters = [] }: Step, name: string): string {
	const index = parameters.findIndex((parameter) => parameter.name === name);
	return index === -1 ? "" : `/parameters/${index}`;
}

/** @param name As a violation names it: `allowed_providers[0]`. One that is missing is told at the body. */
function placeOfField({ requestBody }: Step, name: string): string {
	if (!requestBody) return "";
	const pointer = `/${name.replaceAll("[", ".").replaceAll("]", "").replaceAll(".", "/")}`;
	return atPointer(requestBody.payload, pointer) === undefined
		? "/requestBody"
		: `/requestBody/payload${pointer}`;
}

/** A value that an expression may have when the workflow runs. */
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
		.map(({ value }) => atPointer(value, pointer))
		.find((value) => value !== undefined);
}
