/**
 * Generates the typed client, generated/client.ts. Generated code only maps each operation to its method and path; the runtime is in
 * packages/client/.
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
	textTypeOf,
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

/** One of the clients that are generated. */
interface Target {
	/** How doc comments refer to an instance. */
	variable: string;
	/** Base name of the file with the types. */
	types: string;
	/** Type of its openapi-fetch client. */
	http: string;
}

const CLIENT: Target = {
	variable: "lomi",
	types: "schema",
	http: "HttpClient",
};
const CONTROL: Target = {
	variable: "control",
	types: "sandbox",
	http: "ControlHttpClient",
};

/** Returns the client's source: a class for each tag, a method for each operation, a type for each schema. */
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
 * Returns the source of the client for the sandbox's control plane. It needs no key and never retries.
 *
 * @param api The API's description, for the secrets that must not be logged.
 */
export function generateControl(
	document: Description,
	api: Description,
): string {
	const all = readOperations(document);
	const operations = all.filter((operation) => !textTypeOf(operation));
	const texts = all.filter(textTypeOf).map(({ path }) => path);
	return [
		imports(
			[
				`import type { ApiListPromise, ApiPromise, Client, RequestOptions } from "lomi-openapi/internal";`,
				`import { type ControlOptions, type ControlTransport as AnyTransport, createControlTransport } from "../packages/control/transport.ts";`,
			],
			CONTROL,
			texts,
		),
		controlFacts(document, api),
		controlClient(document, resourcesOf(document, operations)),
		...resourceClasses(document, operations, CONTROL),
		schemaTypes(document),
		"",
	].join("\n\n");
}

/** @param texts Paths of what isn't JSON: the client parses each response, and waits for its end. */
function imports(
	own: string[],
	{ types }: Target,
	texts: string[] = [],
): string {
	const imported = (names: string) =>
		`import type { ${names} } from "./${types}.d.ts";`;
	const left = texts.map((path) => JSON.stringify(path)).join(" | ");
	return [
		...own,
		...(left
			? [
					imported("components, operations, paths as AllPaths"),
					"",
					comment(
						[
							"Without the stream, which `EventSource` reads, and what isn't JSON.",
						],
						"",
					),
					`type paths = Omit<AllPaths, ${left}>;`,
				]
			: [imported("components, operations, paths")]),
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
	target: Target,
): string[] {
	return [
		...resourcesOf(document, operations).map((resource) =>
			resourceClass(document, resource, target),
		),
		...operations.filter(hasQuery).map(queryType),
	];
}

function schemaTypes(document: Description): string {
	return Object.keys(document.components.schemas ?? {})
		.map((name) => `export type ${name} = components["schemas"]["${name}"];`)
		.join("\n");
}

/** The constant with the API's facts that the client's runtime needs. */
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
				"Facts about the API that the client needs, apart from the operations.",
				"",
				"@internal",
			],
			"",
		),
		`export const api = ${JSON.stringify(facts, null, "\t")} as const;`,
		"",
		comment(["The header with a delivery's signature.", "", "@internal"], ""),
		`export const SIGNATURE_HEADER = "${signatureHeader(document)}";`,
	].join("\n");
}

/** The constant with the facts that the control client's runtime needs. */
function controlFacts(document: Description, api: Description): string {
	const facts = {
		version: document.info.version,
		url: document.servers[0]?.url,
		secretPrefixes: secretPrefixes(api),
	};
	return [
		comment(
			[
				"Facts about the control plane that the client needs, apart from the operations.",
				"",
				"@internal",
			],
			"",
		),
		`export const control = ${JSON.stringify(facts, null, "\t")} as const;`,
	].join("\n");
}

/** The client adds an idempotency key by HTTP method, so either all of a method's operations accept one or none does. */
function idempotentMethods(operations: Operation[]): string[] {
	const methods = new Set(
		operations
			.filter(({ idempotent }) => idempotent)
			.map(({ method }) => method),
	);
	const other = operations.find(
		({ method, idempotent }) => methods.has(method) && !idempotent,
	);
	if (other)
		throw new CommandError(
			`${other.id} doesn't accept an idempotency key, but other ${other.method.toUpperCase()} operations do. Add the shared parameter IdempotencyKey.`,
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
				"@param options The API key, the base URL, timeouts, retries and so on. All optional. See README.md.",
				"@throws {TypeError} If the API key is missing, or an option is invalid.",
			],
			"\t",
		),
		"\tconstructor(options?: ClientOptions);",
		comment(["@internal `lomi-openapi/validate` checks each response."], "\t"),
		"\tconstructor(options?: ClientOptions, check?: Check);",
		"\tconstructor(options: ClientOptions = {}, check?: Check) {",
		"\t\tconst transport: Transport = createTransport(api, options, check);",
		"\t\tthis.#transport = transport;",
		...assignments(resources),
		"\t}",
		"",
		comment(
			[
				'The plain openapi-fetch client, typed by path, with this client\'s key, retries and errors: `lomi.http.GET("/customers/{id}", …)`.',
			],
			"\t",
		),
		...httpGetter(CLIENT),
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
				"@param options The sandbox's URL, and how long to wait for it.",
				"@throws {TypeError} If an option is invalid.",
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
				'The plain openapi-fetch client, typed by path, with this client\'s errors: `control.http.GET("/clock")`.',
			],
			"\t",
		),
		...httpGetter(CONTROL),
	].join("\n");
}

/** The last member of a client's class, and its type. It has a name of ours, so that a program without openapi-fetch can declare it. */
function httpGetter({ variable, http }: Target): string[] {
	return [
		`\tget http(): ${http} {`,
		"\t\treturn this.#transport.http;",
		"\t}",
		"}",
		"",
		comment([`The type of \`${variable}.http\`.`], ""),
		`export interface ${http} extends Client<paths> {}`,
	];
}

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
	{ variable }: Target,
): string {
	return [
		comment([`${tag}: \`${variable}.${name}\`.`], ""),
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
			["Any event of this version of the API, discriminated by `event`."],
			"",
		),
		`export type WebhookEvent = ${names.join(" | ")};`,
	].join("\n");
}
