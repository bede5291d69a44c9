/**
 * The typed client: generated/client.ts. Generated code only maps each operation to its method and path; all that happens on the
 * wire lives in client/.
 */

import { CommandError } from "@lomi/cli";
import {
	type Description,
	hasQuery,
	idempotencyHeader,
	keyHeader,
	type Operation,
	pascalCase,
	readEvents,
	readOperations,
	resourceName,
	secretPrefixes,
	signatureHeader,
} from "@lomi/spec";
import { comment, method, queryType, schemaName } from "./generate-method.ts";

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
