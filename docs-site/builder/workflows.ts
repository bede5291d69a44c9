/** Renders the workflows of a guide as Markdown. */
import {
	type Description,
	type Expression,
	expressionsIn,
	type Operation,
	readOperations,
	replaceExpressions,
	type Step,
	type Tag,
	type Workflow,
	type WorkflowDocument,
} from "@lomi/spec";

/** The workflows in a tag's `x-workflows`, to append to its description. Empty if there are none. */
export function describeWorkflows(
	tag: Tag,
	document: Description,
	{ workflows }: WorkflowDocument,
): string {
	const names = tag["x-workflows"] ?? [];
	if (names.length === 0) return "";
	const operations = readOperations(document);
	const find = (name: string): Workflow => {
		const found = workflows.find(({ workflowId }) => workflowId === name);
		if (!found) throw new Error(`There is no workflow ${name}.`);
		return found;
	};
	return names
		.map((name) => `\n${describeWorkflow(find(name), operations)}`)
		.join("");
}

function describeWorkflow(workflow: Workflow, operations: Operation[]): string {
	const given = Object.entries(workflow.inputs.properties)
		.filter(([, { format }]) => format !== "password")
		.map(
			([name, { description, default: value }]) =>
				`- \`${name}\`: ${description} By default \`${value}\`.\n`,
		);
	return [
		`## ${workflow.summary}\n`,
		`${workflow.description}\n`,
		...(given.length > 0 ? ["**Inputs**\n", given.join("")] : []),
		...workflow.steps.map((step, index) => {
			const operation = operations.find(({ id }) => id === step.operationId);
			if (!operation)
				throw new Error(`There is no operation ${step.operationId}.`);
			return describeStep(step, index + 1, operation, workflow);
		}),
	].join("\n");
}

/** A step as an item of a numbered list, with its content indented. */
function describeStep(
	step: Step,
	number: number,
	{ id, tag, summary }: Operation,
	workflow: Workflow,
): string {
	const sent = [
		...(step.parameters ?? []).map(
			({ name, value }) => `\`${name}\` = ${describeValue(value, workflow)}`,
		),
		...(step.requestBody
			? [`this body:\n\n${describeBody(step.requestBody.payload, workflow)}`]
			: []),
	];
	const kept = Object.entries(step.outputs ?? {}).map(describeOutput);
	const parts = [
		`**[${summary}](#tag/${tag.replaceAll(" ", "-")}/operation/${id})**`,
		step.description,
		...(sent.length > 0 ? [`**With** ${sent.join(", ")}`] : []),
		...(kept.length > 0 ? [`**Keep** ${kept.join(", ")}`] : []),
	];
	const [first = "", ...lines] = parts.join("\n\n").split("\n");
	return [
		`${number}. ${first}`,
		...lines.map((line) => (line ? `   ${line}` : "")),
		"",
	].join("\n");
}

/** `data.plan_id`, plus its output name if that differs. */
function describeOutput([name, expression]: [string, string]): string {
	const [, pointer = ""] = expression.split("#/");
	const place = pointer.replaceAll(/\/(\d+)/g, "[$1]").replaceAll("/", ".");
	return place.split(".").at(-1) === name
		? `\`${place}\``
		: `\`${place}\` as \`${name}\``;
}

function describeValue(value: unknown, workflow: Workflow): string {
	const [expression] = expressionsIn(value);
	return expression?.parts
		? describeOrigin(expression.parts, workflow)
		: `\`${value}\``;
}

function describeBody(payload: unknown, workflow: Workflow): string {
	const shown = replaceExpressions(
		payload,
		(expression) =>
			`<${describeOrigin(expression, workflow).replaceAll("`", "")}>`,
	);
	return `\`\`\`json\n${JSON.stringify(shown, null, "\t")}\n\`\`\``;
}

/** Describes where a value comes from. */
function describeOrigin(expression: Expression, { steps }: Workflow): string {
	switch (expression.kind) {
		case "input":
			return `your \`${expression.name}\``;
		case "output": {
			const number = steps.findIndex(
				({ stepId }) => stepId === expression.step,
			);
			const name = expression.pointer.split("/").at(-1) || expression.name;
			return `the \`${name}\` of step ${number + 1}`;
		}
		default:
			throw new Error(
				`A request can't contain an expression of kind ${expression.kind}.`,
			);
	}
}
