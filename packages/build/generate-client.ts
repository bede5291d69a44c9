/**
 * The typed client: generated/client.ts. Generated code only maps each operation to its method and path; all that happens on the
 * wire lives in client/.
 */

import { CommandError } from "@lomi/cli";
import {
	type Answer,
	argumentNames,
	camelCase,
	type Description,
	hasQuery,
	idempotencyHeader,
	keyHeader,
	methodName,
	type Operation,
	type Parameter,
	pascalCase,
	readEvents,
	readOperations,
	resolve,
	resourceName,
	secretPrefixes,
	signatureHeader,
} from "@lomi/spec";

interface Resource {
	/** `PaymentLinks` */
	className: string;
	/** `paymentLinks` */
	name: string;
	tag: string;
	description: string;
	operations: Operation[];
}

/** A client that is made of a description. */
interface Made {
	/** Its name, and its own word in examples of how to call it. */
	className: string;
	word: string;
	/** The file of the types. */
	types: string;
}

const CLIENT: Made = { className: "Lomi", word: "lomi", types: "schema" };
const CONTROL: Made = {
	className: "Control",
	word: "control",
	types: "sandbox",
};

/** The client as a file's text: a class for each tag, a method for each operation, a type for each schema. */
export function generateClient(document: Description): string {
	const operations = readOperations(document);
	return [
		imports(
			[
				`import type { Client } from "openapi-fetch";`,
				`import type { ClientOptions, RequestOptions, WriteOptions } from "../packages/client/options.ts";`,
				`import type { ApiListPromise, ApiPromise } from "../packages/client/promises.ts";`,
				`import { type Check, createTransport, type Transport as AnyTransport } from "../packages/client/transport.ts";`,
			],
			CLIENT,
		),
		apiFacts(document, operations),
		client(document, resourcesOf(document, operations)),
		...resourceClasses(document, operations, CLIENT),
		eventType(document),
		schemaTypes(document),
		"",
	].join("\n\n");
}

/**
 * The client of the sandbox's control plane, alike. It needs no key, and never asks twice.
 *
 * @param api The API's description, which knows what must not be logged.
 */
export function generateControl(
	document: Description,
	api: Description,
): string {
	const operations = readOperations(document);
	return [
		imports(
			[
				`import type { ApiListPromise, ApiPromise, Client, RequestOptions, Transport as AnyTransport } from "lomi-openapi/internal";`,
				`import { type ControlOptions, createControlTransport } from "../packages/sandbox/control/transport.ts";`,
			],
			CONTROL,
		),
		controlFacts(document, api),
		controlClient(document, resourcesOf(document, operations)),
		...resourceClasses(document, operations, CONTROL),
		schemaTypes(document),
		"",
	].join("\n\n");
}

function imports(own: string[], { types }: Made): string {
	return [
		...own,
		`import type { components, operations, paths } from "./${types}.d.ts";`,
		"",
		"type Transport = AnyTransport<paths>;",
	].join("\n");
}

function resourcesOf(
	document: Description,
	operations: Operation[],
): Resource[] {
	return document.tags
		.map(({ name, description }) => ({
			className: pascalCase(name),
			name: resourceName(name),
			tag: name,
			description,
			operations: operations.filter(({ tag }) => tag === name),
		}))
		.filter((resource) => resource.operations.length > 0);
}

function resourceClasses(
	document: Description,
	operations: Operation[],
	made: Made,
): string[] {
	return [
		...resourcesOf(document, operations).map((resource) =>
			resourceClass(document, resource, made),
		),
		...operations.filter(hasQuery).map(queryType),
	];
}

function schemaTypes(document: Description): string {
	return Object.keys(document.components.schemas ?? {})
		.map((name) => `export type ${name} = components["schemas"]["${name}"];`)
		.join("\n");
}

/** What the client needs to know of the API besides its operations. */
function apiFacts(document: Description, operations: Operation[]): string {
	const servers = document.servers.map((server) => ({
		url: server.url,
		keyPrefix: server["x-key-prefix"],
	}));
	const facts = {
		version: document.info.version,
		servers,
		keyHeader: keyHeader(document).toLowerCase(),
		idempotencyHeader: idempotencyHeader(document).toLowerCase(),
		idempotentMethods: idempotentMethods(operations),
		secretPrefixes: secretPrefixes(document),
	};
	return [
		comment(
			[
				"What the client knows of the API besides its operations.",
				"",
				"@internal",
			],
			"",
		),
		`export const api = ${JSON.stringify(facts, null, "\t")} as const;`,
		"",
		comment(
			["The header of a delivery that carries its signature.", "", "@internal"],
			"",
		),
		`export const SIGNATURE_HEADER = "${signatureHeader(document)}";`,
	].join("\n");
}

/** What the client of the control plane needs to know besides its operations. */
function controlFacts(document: Description, api: Description): string {
	const facts = {
		version: document.info.version,
		url: document.servers[0]?.url,
		secretPrefixes: secretPrefixes(api),
	};
	return [
		comment(
			[
				"What the client knows of the control plane besides its operations.",
				"",
				"@internal",
			],
			"",
		),
		`export const control = ${JSON.stringify(facts, null, "\t")} as const;`,
	].join("\n");
}

/** The client makes a key for each request of these methods, so either all of a method's operations take one or none. */
function idempotentMethods(operations: Operation[]): string[] {
	const taking = operations.filter(({ idempotent }) => idempotent);
	const methods = new Set(taking.map(({ method }) => method));
	const other = operations.find(
		({ method, idempotent }) => methods.has(method) && !idempotent,
	);
	if (other)
		throw new CommandError(
			`${other.id} takes no idempotency key, and other ${other.method.toUpperCase()} operations do. Add the shared parameter IdempotencyKey.`,
		);
	return [...methods].map((method) => method.toUpperCase());
}

function client({ info }: Description, resources: Resource[]): string {
	return [
		comment([info.title, "", info.summary], ""),
		"export class Lomi {",
		"\treadonly #transport: Transport;",
		...declarations(resources),
		"",
		comment(
			[
				"@param options The API key, where to send requests, and how; each has a default. See README.md.",
				"@throws {TypeError} Where there is no API key, or an option is wrong.",
			],
			"\t",
		),
		"\tconstructor(options?: ClientOptions);",
		comment(
			["@internal `lomi-openapi/validate` looks at each answer first."],
			"\t",
		),
		"\tconstructor(options?: ClientOptions, check?: Check);",
		"\tconstructor(options: ClientOptions = {}, check?: Check) {",
		"\t\tconst transport: Transport = createTransport(api, options, check);",
		"\t\tthis.#transport = transport;",
		...assignments(resources),
		"\t}",
		"",
		comment(
			[
				'The plain openapi-fetch client, typed by path, with the key, the retries and the errors of this one: `lomi.http.GET("/customers/{id}", …)`.',
			],
			"\t",
		),
		...HTTP,
		"}",
	].join("\n");
}

function controlClient({ info }: Description, resources: Resource[]): string {
	return [
		comment([info.title, "", info.summary], ""),
		"export class Control {",
		"\treadonly #transport: Transport;",
		...declarations(resources),
		"",
		comment(
			[
				"@param options Where the sandbox is, and how long to wait for it.",
				"@throws {TypeError} Where an option is wrong.",
			],
			"\t",
		),
		"\tconstructor(options: ControlOptions = {}) {",
		"\t\tconst transport: Transport = createControlTransport(control, options);",
		"\t\tthis.#transport = transport;",
		...assignments(resources),
		"\t}",
		"",
		comment(
			[
				'The plain openapi-fetch client, typed by path, with the errors of this one: `control.http.GET("/clock")`.',
			],
			"\t",
		),
		...HTTP,
		"}",
	].join("\n");
}

const HTTP = [
	"\tget http(): Client<paths> {",
	"\t\treturn this.#transport.http;",
	"\t}",
];

function declarations(resources: Resource[]): string[] {
	return resources.map(({ className, name, description }) =>
		[
			comment([description], "\t"),
			`\tdeclare readonly ${name}: ${className};`,
		].join("\n"),
	);
}

function assignments(resources: Resource[]): string[] {
	return resources.map(
		({ className, name }) => `\t\tthis.${name} = new ${className}(transport);`,
	);
}

function resourceClass(
	document: Description,
	{ className, name, tag, operations }: Resource,
	{ word }: Made,
): string {
	return [
		comment([`${tag}: \`${word}.${name}\`.`], ""),
		`export class ${className} {`,
		"\treadonly #transport: Transport;",
		"\tconstructor(transport: Transport) {",
		"\t\tthis.#transport = transport;",
		"\t}",
		...operations.flatMap((operation) => ["", method(document, operation)]),
		"}",
	].join("\n");
}

function eventType(document: Description): string {
	const names = readEvents(document).map(({ body, id }) =>
		schemaName(body.schema, id),
	);
	return [
		comment(
			["Any event of this version of the API, told apart by `event`."],
			"",
		),
		`export type WebhookEvent = ${names.join(" | ")};`,
	].join("\n");
}

function method(document: Description, operation: Operation): string {
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
	const types: Record<string, string> = {
		...(body && {
			body: `body: ${schemaName(body.schema, operation.id)}${body.optional ? " = {}" : ""}`,
		}),
		query: `query${needsQuery ? "" : "?"}: ${queryName(operation)}`,
	};
	const parameters = [
		...argumentNames(operation).map((name) => types[name] ?? `${name}: string`),
		`options?: ${operation.idempotent ? "WriteOptions" : "RequestOptions"}`,
	];
	const sent = [
		...(path.length > 0 ? [`path: { ${path.map(pathEntry).join(", ")} }`] : []),
		...(body ? ["body"] : []),
		...(query ? ["query"] : []),
	];
	const result = resultType(operation);
	const [type, call] = operation.pagination
		? [
				`ApiListPromise<${result}, ${itemType(document, operation)}>`,
				`list("${operation.path}", { ${sent.join(", ")} }, ${pagination(operation)}, options)`,
			]
		: [
				`ApiPromise<${result}>`,
				`call("${operation.method.toUpperCase()}", "${operation.path}", { ${sent.join(", ")} }, options)`,
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
				`@param options \`signal\`, \`timeout\`, \`maxRetries\` and so on${operation.idempotent ? "; `idempotencyKey`" : ""}.`,
				"@throws {LomiError} Where there is no answer, or it isn't a 2xx.",
				...(operation.beta ? ["@beta"] : []),
				...(operation.deprecated ? ["@deprecated"] : []),
			],
			"\t",
		),
		`\t${methodName(operation)}(${parameters.join(", ")}): ${type} {`,
		`\t\treturn this.#transport.${call};`,
		"\t}",
	].join("\n");
}

function pathEntry(parameter: Parameter): string {
	const name = camelCase(pascalCase(parameter.name));
	return name === parameter.name ? name : `${parameter.name}: ${name}`;
}

/** What the method's promise holds: the documented body of the first 2xx answer. */
function resultType(operation: Operation): string {
	const body = successOf(operation)?.body;
	return body ? schemaName(body.schema, operation.id) : "void";
}

/** What one item of a list is. */
function itemType(document: Description, operation: Operation): string {
	const $ref = successOf(operation)?.body?.schema;
	const { properties } = resolve(document, { $ref });
	return schemaName(properties.data.items.$ref ?? "", operation.id);
}

function successOf(operation: Operation): Answer | undefined {
	return operation.answers.find(({ status }) => status < 300);
}

/** `x-pagination`, and the page size of a request that names none. */
function pagination({ id, parameters, pagination }: Operation): string {
	const size = parameters.find(({ name }) => name === pagination?.size);
	const defaultSize = size?.schema.default;
	if (size && defaultSize === undefined)
		throw new CommandError(
			`${id}: the parameter ${size.name} has no default. The client needs it to know the last page.`,
		);
	const { style, position, sizeUsed, total } = pagination ?? {};
	const used = { style, position, size: size?.name, sizeUsed, total };
	const entries = Object.entries({ ...used, defaultSize })
		// Where it is named as the style, the client knows.
		.filter(
			([name, value]) => name !== "position" || value !== pagination?.style,
		)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => {
			const text = JSON.stringify(value);
			return `${name}: ${text.replace('"meta.', '"')}`;
		});
	return `{ ${entries.join(", ")} }`;
}

function queryName(operation: Operation): string {
	return `${operation.id.replace(/^[a-z]/, (letter) => letter.toUpperCase())}Query`;
}

/** Where the wire has a timestamp, the client takes a Date as well. */
function queryType(operation: Operation): string {
	const dates = operation.parameters.filter(
		(parameter) =>
			parameter.in === "query" && parameter.schema.format === "date-time",
	);
	const all = `NonNullable<operations["${operation.id}"]["parameters"]["query"]>`;
	const names = dates.map(({ name }) => `"${name}"`).join(" | ");
	const base = names ? `Omit<${all}, ${names}>` : all;
	return [
		comment(
			[
				`Filters and page of \`${resourceName(operation.tag)}.${methodName(operation)}\`.`,
			],
			"",
		),
		`export interface ${queryName(operation)} extends ${base} {`,
		...dates.flatMap(({ name, description, required }) => [
			comment([description], "\t"),
			`\t${name}${required ? "" : "?"}: string | Date;`,
		]),
		"}",
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
