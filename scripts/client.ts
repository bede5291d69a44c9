/**
 * The typed client: generated/client.ts. Generated code only maps each operation to its method and path; all that happens on the
 * wire lives in client/.
 */
import {
	type Answer,
	type Description,
	idempotencyHeader,
	keyHeader,
	type Operation,
	type Parameter,
	readEvents,
	readOperations,
} from "../description/operations.ts";
import { CommandError } from "./terminal.ts";

interface Resource {
	/** `PaymentLinks` */
	className: string;
	/** `paymentLinks` */
	name: string;
	tag: string;
	description: string;
	operations: Operation[];
}

/** The client as a file's text: a class for each tag, a method for each operation, a type for each schema. */
export function generateClient(document: Description): string {
	const operations = readOperations(document);
	const resources: Resource[] = document.tags
		.map(({ name, description }) => ({
			className: pascalCase(name),
			name: resourceName(name),
			tag: name,
			description,
			operations: operations.filter(({ tag }) => tag === name),
		}))
		.filter((resource) => resource.operations.length > 0);
	return [
		`import { createTransport, type ClientOptions, type RequestOptions, type Transport, type WriteOptions } from "../client/transport.ts";`,
		`import type { components, operations } from "./schema.d.ts";`,
		apiFacts(document),
		client(document, resources),
		...resources.map(resourceClass),
		...operations.filter(hasQuery).map(queryType),
		eventType(document),
		Object.keys(document.components.schemas ?? {})
			.map((name) => `export type ${name} = components["schemas"]["${name}"];`)
			.join("\n"),
		"",
	].join("\n\n");
}

/** What the transport needs to know of the API besides its operations. */
function apiFacts(document: Description): string {
	const servers = document.servers.map((server) => ({
		url: server.url,
		keyPrefix: server["x-key-prefix"],
	}));
	const facts = {
		servers,
		keyHeader: keyHeader(document),
		idempotencyHeader: idempotencyHeader(document),
	};
	return [
		comment(
			["The environments of the API, and the headers that it knows."],
			"",
		),
		`export const api = ${JSON.stringify(facts, null, "\t")} as const;`,
	].join("\n");
}

function client({ info }: Description, resources: Resource[]): string {
	return [
		comment([info.title, "", info.summary], ""),
		"export class Lomi {",
		...resources.map(({ className, name, description }) =>
			[comment([description], "\t"), `\treadonly ${name}: ${className};`].join(
				"\n",
			),
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
		"\t\tconst transport = createTransport(api, options);",
		...resources.map(
			({ className, name }) =>
				`\t\tthis.${name} = new ${className}(transport);`,
		),
		"\t}",
		"}",
	].join("\n");
}

function resourceClass({ className, name, tag, operations }: Resource): string {
	return [
		comment([`${tag}: \`lomi.${name}\`.`], ""),
		`export class ${className} {`,
		"\treadonly #transport: Transport;",
		"\tconstructor(transport: Transport) {",
		"\t\tthis.#transport = transport;",
		"\t}",
		...operations.flatMap((operation) => ["", method(operation)]),
		"}",
	].join("\n");
}

function eventType(document: Description): string {
	const names = readEvents(document).map(({ body, id }) =>
		schemaName(body.schema, id),
	);
	return [
		comment(["Any event that lomi. sends, told apart by `event`."], ""),
		`export type WebhookEvent = ${names.join(" | ")};`,
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
	const query = hasQuery(operation);
	const needsQuery = operation.parameters.some(
		(parameter) => parameter.in === "query" && parameter.required,
	);
	const body = operation.body;
	if (
		operation.parameters.some(
			({ schema, style = "form", explode }) =>
				schema.type === "array" && (style !== "form" || explode !== false),
		)
	) {
		throw new CommandError(
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
		`options?: ${operation.idempotent ? "WriteOptions" : "RequestOptions"}`,
	];
	const sent = [
		...(path.length > 0 ? [`path: { ${path.map(pathEntry).join(", ")} }`] : []),
		...(body ? ["body"] : []),
		...(query ? ["query"] : []),
		...(operation.idempotent ? ["idempotent: true"] : []),
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
				...(query ? ["@param query Filters and page."] : []),
				`@param options \`signal\`, \`headers\`${operation.idempotent ? ", `idempotencyKey`" : ""}.`,
				"@throws {LomiError} Where the API answers with anything but a 2xx.",
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
		throw new CommandError(
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
