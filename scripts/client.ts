/**
 * The typed client: generated/client.ts. Generated code only maps each operation to its method and path; all that happens on the
 * wire lives in client/.
 */
import {
	type Answer,
	type Description,
	type Operation,
	type Parameter,
	readEvents,
	readOperations,
} from "../description/operations.ts";

/** The client as a file's text: a class for each tag, a method for each operation, a type for each schema. */
export function generateClient(document: Description): string {
	const operations = readOperations(document);
	const tags = document.tags.filter((tag) =>
		operations.some((operation) => operation.tag === tag.name),
	);
	const resources = tags.map((tag) => ({
		...tag,
		className: pascalCase(tag.name),
		operations: operations.filter((operation) => operation.tag === tag.name),
	}));
	return [
		`import { createTransport, type ClientOptions, type RequestOptions, type Transport, type WriteOptions } from "../client/transport.ts";`,
		`import type { components, operations } from "./schema.d.ts";`,
		"",
		comment(
			[
				`The environments of the API, each with the start of the keys that it takes.`,
			],
			"",
		),
		`export const servers = ${JSON.stringify(
			document.servers.map((server) => ({
				url: server.url,
				keyPrefix: server["x-key-prefix"],
			})),
			null,
			"\t",
		)} as const;`,
		"",
		comment([document.info.title, "", document.info.summary], ""),
		"export class Lomi {",
		...resources.map(({ className, description }) =>
			[
				comment([description], "\t"),
				`\treadonly ${camelCase(className)}: ${className};`,
			].join("\n"),
		),
		"",
		comment(
			[
				"@param options The API key and where to send requests; each has a default from the environment.",
				"@throws {TypeError} Where there is no API key, or the address is not one.",
			],
			"\t",
		),
		"\tconstructor(options: ClientOptions = {}) {",
		"\t\tconst transport = createTransport(servers, options);",
		...resources.map(
			({ className }) =>
				`\t\tthis.${camelCase(className)} = new ${className}(transport);`,
		),
		"\t}",
		"}",
		...resources.flatMap(({ className, name, operations }) => [
			"",
			comment([`${name}: \`lomi.${camelCase(className)}\`.`], ""),
			`export class ${className} {`,
			"\treadonly #transport: Transport;",
			"\tconstructor(transport: Transport) {",
			"\t\tthis.#transport = transport;",
			"\t}",
			...operations.flatMap((operation) => ["", method(operation)]),
			"}",
		]),
		"",
		...operations.filter(hasQuery).map(queryType),
		"",
		comment(["Any event that lomi. sends, told apart by `event`."], ""),
		`export type WebhookEvent = ${readEvents(document)
			.map((event) => schemaName(event.body.schema, event.id))
			.join(" | ")};`,
		"",
		...Object.keys(document.components.schemas ?? {}).map(
			(name) => `export type ${name} = components["schemas"]["${name}"];`,
		),
		"",
	].join("\n");
}

/**
 * The name of an operation's method: its operationId with the resource's own word taken out. `retryWebhookDelivery` of Webhooks is
 * `retryDelivery`.
 */
export function methodName(operation: Operation): string {
	const plural = pascalCase(operation.tag);
	const name = operation.id.replace(
		new RegExp(`${plural}|${plural.replace(/s$/, "")}`),
		"",
	);
	return name.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** The name of a tag's property on the client: `Payment Links` is `paymentLinks`. */
export function resourceName(tag: string): string {
	return camelCase(pascalCase(tag));
}

function method(operation: Operation): string {
	const path = operation.parameters.filter(
		(parameter) => parameter.in === "path",
	);
	const idempotent = operation.parameters.some(
		(parameter) => parameter.name === "Idempotency-Key",
	);
	const query = hasQuery(operation);
	const needsQuery = operation.parameters.some(
		(parameter) => parameter.in === "query" && parameter.required,
	);
	const body = operation.body;
	if (
		operation.parameters.some(
			(parameter) =>
				parameter.schema.type === "array" && parameter.explode !== false,
		)
	) {
		throw new Error(
			`${operation.id}: a list in the query has style form and explode false; the client sends no other kind.`,
		);
	}
	const parameters = [
		...path.map(
			(parameter) => `${camelCase(pascalCase(parameter.name))}: string`,
		),
		...(body ? [`body: ${schemaName(body.schema, operation.id)}`] : []),
		...(query
			? [`query${needsQuery ? "" : "?"}: ${queryName(operation)}`]
			: []),
		`options?: ${idempotent ? "WriteOptions" : "RequestOptions"}`,
	];
	const sent = [
		...(path.length > 0 ? [`path: { ${path.map(pathEntry).join(", ")} }`] : []),
		...(body ? ["body"] : []),
		...(query ? ["query"] : []),
	];
	return [
		comment(
			[
				`${operation.summary}.`,
				"",
				operation.description,
				"",
				...path.map(
					(parameter) =>
						`@param ${camelCase(pascalCase(parameter.name))} ${parameter.description}`,
				),
				...(body ? [`@param body ${body.description}`] : []),
				...(operation.beta ? ["@beta"] : []),
				...(operation.deprecated ? ["@deprecated"] : []),
			],
			"\t",
		),
		`\t${methodName(operation)}(${parameters.join(", ")}): Promise<${result(operation)}> {`,
		`\t\treturn this.#transport("${operation.method}", "${operation.path}", { ${sent.join(", ")} }, options);`,
		"\t}",
	].join("\n");
}

function pathEntry(parameter: Parameter): string {
	const name = camelCase(pascalCase(parameter.name));
	return name === parameter.name ? name : `${parameter.name}: ${name}`;
}

/** What the method's promise holds: the documented body of the first 2xx answer. */
function result(operation: Operation): string {
	const success = operation.answers.find(
		(answer: Answer) => answer.status < 300,
	);
	return success?.body ? schemaName(success.body.schema, operation.id) : "void";
}

function hasQuery(operation: Operation): boolean {
	return operation.parameters.some((parameter) => parameter.in === "query");
}

function queryName(operation: Operation): string {
	return `${operation.id.replace(/^[a-z]/, (letter) => letter.toUpperCase())}Query`;
}

function queryType(operation: Operation): string {
	return [
		comment(
			[
				`Filters and page of \`${resourceName(operation.tag)}.${methodName(operation)}\`.`,
			],
			"",
		),
		`export type ${queryName(operation)} = NonNullable<operations["${operation.id}"]["parameters"]["query"]>;`,
	].join("\n");
}

function schemaName(pointer: string, operationId: string): string {
	const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(pointer) ?? [];
	if (!name) {
		throw new Error(
			`${operationId}: a body's schema is written in place. Name it under \`schemas\` and reference it; the client's types need the name.`,
		);
	}
	return name;
}

function comment(lines: string[], indent: string): string {
	const text = lines.join("\n").replaceAll("*/", "*\\/").trim().split("\n");
	if (text.length === 1) return `${indent}/** ${text[0]} */`;
	return [
		`${indent}/**`,
		...text.map((line) => `${indent} * ${line}`.trimEnd()),
		`${indent} */`,
	].join("\n");
}

/** `Payment Links` and `link_id` are `PaymentLinks` and `LinkId`. */
function pascalCase(words: string): string {
	return words
		.split(/[ _-]+/)
		.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
		.join("");
}

function camelCase(name: string): string {
	return name.slice(0, 1).toLowerCase() + name.slice(1);
}
