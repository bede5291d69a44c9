/** The page of an operation, with everything needed to call it. */
import {
	type Answer,
	type Body,
	type Description,
	type Example,
	keyHeader,
	methodName,
	type Node,
	type Operation,
	readOperations,
	remedyOf,
	resolve,
	resourceName,
	statusTitle,
	testServer,
} from "@lomi/spec";
import type { CodeSample } from "../../samples.ts";
import { describe, fieldTable, schemaName, typeOf } from "../fields.ts";
import {
	ERRORS,
	operationLink,
	type Page,
	page,
	schemaLink,
	slug,
	tagLink,
} from "../page.ts";
import { code, fenced, json, list, section, table } from "../text.ts";

/** A status with its name, the heading on the errors page. */
export function statusHeading(status: number): string {
	return `${status} ${statusTitle(status)}`;
}

export function operationPages(
	document: Description,
	samples: Record<string, CodeSample[]>,
): Page[] {
	const operations = readOperations(document);
	return operations.map((operation) => {
		const { id, summary, description, body, answers } = operation;
		const errors = answers.filter(({ status }) => status >= 400);
		const successes = answers.filter(({ status }) => status < 400);
		return page("operation", operationLink(id), summary, description, [
			facts(document, operation),
			description,
			section("## Parameters", [parameterTable(document, operation)]),
			section("## Body", body ? bodyParts(document, body) : []),
			section("## Code samples", (samples[id] ?? []).map(sampleText)),
			...successes.map((answer) => answerText(document, operations, answer)),
			section("## Errors", [
				table(
					["Status", "Cause", "What to do"],
					errors.map(({ status, description }) => [
						`[${status}](/${ERRORS}#${slug(statusHeading(status))})`,
						description,
						remedyOf(document, status).remedy,
					]),
				),
				// Shared errors are on the errors page.
				...errors
					.flatMap((error) => error.body?.examples ?? [])
					.filter(({ component }) => component.startsWith(`${id}.`))
					.map(exampleText),
			]),
		]);
	});
}

function facts(document: Description, operation: Operation): string {
	const { method, path, tag, beta, deprecated } = operation;
	const tagNode = document.tags.find(({ name }) => name === tag);
	const { url } = testServer(document);
	const header = keyHeader(document);
	return [
		...(deprecated ? ["**Deprecated.**\n"] : []),
		...(beta ? ["**Beta**: may change.\n"] : []),
		list([
			`Request: ${code(`${method.toUpperCase()} ${path}`)}, relative to ${code(url)} in the test environment`,
			`API key header: ${code(header)}`,
			`TypeScript: ${code(`lomi.${resourceName(tag)}.${methodName(operation)}`)}`,
			`Operation: ${code(operation.id)}`,
			...(tagNode ? [`Resource: [${tag}](${tagLink(tagNode)})`] : []),
		]),
	].join("\n");
}

function parameterTable(
	document: Description,
	{ parameters }: Operation,
): string {
	return table(
		["Name", "In", "Type", "Required", "Description", "Example"],
		parameters.map((parameter) => [
			code(parameter.name),
			parameter.in,
			typeOf(parameter.schema),
			parameter.required ? "yes" : "no",
			describe(document, {
				...parameter.schema,
				description: parameter.description,
			}),
			code([parameter.example].flat().join(",")),
		]),
	);
}

/** The fields of each variant, and all examples. */
function bodyParts(document: Description, body: Body): string[] {
	const schema = resolve(document, { $ref: body.schema });
	const name = schemaName({ $ref: body.schema });
	const variants: Node[] = schema.oneOf ?? [{ $ref: body.schema }];
	return [
		`${body.description} Schema: [${name}](${schemaLink(name ?? "")}).`,
		...variants.flatMap((variant) => {
			const whole = resolve(document, variant);
			return [
				...(schema.oneOf
					? [`### ${schemaName(variant)}`, whole.description]
					: []),
				fieldTable(document, whole),
			];
		}),
		...body.examples.map(exampleText),
	];
}

function sampleText({ label, lang, source }: CodeSample): string {
	return `### ${label}\n\n${fenced(lang, source)}`;
}

/** An example with its summary. */
export function exampleText({ summary, value }: Example): string {
	return `${summary}:\n\n${json(value)}`;
}

function answerText(
	document: Description,
	operations: Operation[],
	{ status, description, headers, body, links }: Answer,
): string | undefined {
	const name = body && schemaName({ $ref: body.schema });
	return section(`## Answer ${status}`, [
		name
			? `${description} Schema: [${name}](${schemaLink(name)}).`
			: description,
		table(
			["Header", "Type", "Description"],
			headers.map(({ name, schema }) => [
				code(name),
				typeOf(schema),
				describe(document, schema),
			]),
		),
		...(body?.examples ?? []).map(exampleText),
		section("### What it leads to", [
			list(
				links.map(({ operationId, description }) => {
					const target = operations.find(({ id }) => id === operationId);
					return `[${target?.summary}](${operationLink(operationId)}): ${description}`;
				}),
			),
		]),
	]);
}
