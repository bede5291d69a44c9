/**
 * Reads the operations and events of the bundled description, with references resolved one level deep, for the client generator, the mock,
 * the docs and the tests.
 */

/** Any node of an OpenAPI document. */
// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is JSON of any shape; Redocly has checked it before we read it.
export type Node = Record<string, any>;

/** The bundled document, generated/openapi.json. */
export interface Description extends Node {
	info: {
		title: string;
		version: string;
		summary: string;
		description: string;
	};
	servers: ApiServer[];
	tags: Tag[];
	paths: Record<string, Record<string, Node>>;
	webhooks: Record<string, { post: Node }>;
	components: Record<string, Record<string, Node>>;
}

/** A resource, or a guide. */
export interface Tag {
	name: string;
	description: string;
	/** True for a guide, which has no operations. */
	"x-traitTag"?: boolean;
	/** Names of the workflows in the guide, in reading order. */
	"x-workflows"?: string[];
}

/** An environment of the API. */
export interface ApiServer {
	url: string;
	/** Prefix of the keys that it accepts. */
	"x-key-prefix": string;
	"x-environment": "test" | "live";
	/** Rate limits per key. Both apply. */
	"x-rate-limit": { perMinute: number; perDay: number };
}

/** Media types of bodies, and of server-sent events. */
export const JSON_TYPE = "application/json";
export const STREAM_TYPE = "text/event-stream";
export const METRICS_TYPE = "application/openmetrics-text";
/** Types of responses that aren't JSON. */
const TEXT_TYPES = [STREAM_TYPE, METRICS_TYPE];

export type Method = "get" | "post" | "put" | "patch" | "delete";
/** In the order in which the docs list them: create, read, update, delete. */
export const METHODS: Method[] = ["post", "get", "put", "patch", "delete"];

export interface Example {
	/** The example's key in the media type: `partial`. */
	scenario: string;
	/** Name of the component: `createRefund.partial.201`. */
	component: string;
	summary: string;
	value: unknown;
}

export interface Body {
	/** The discriminator field of the schema's variants: `link_type`. Absent if there is only one variant. */
	tag?: string;
	/** JSON pointer to the schema in the document: `#/components/schemas/CustomerCreate`. */
	schema: string;
	/** True if the request body is optional. */
	optional?: boolean;
	description: string;
	examples: Example[];
}

/** `x-filter`: how a query parameter filters a list. */
export interface Filter {
	/** The item's field to compare. By default, it must equal the parameter, or one of its values if that is an array. */
	field: string;
	/** Instead: at or after the parameter's time, at or before it, or the opposite of its boolean. */
	is?: "from" | "to" | "not";
	/** Instead: excludes items whose field is in the past, unless the parameter is `true`. */
	hides?: "past";
}

export interface Parameter {
	name: string;
	in: "path" | "query" | "header";
	required: boolean;
	description: string;
	schema: Node;
	/** JSON pointer to the schema in the document. */
	pointer: string;
	example: unknown;
	style?: string;
	explode?: boolean;
	/** Only on filters of lists. */
	filter?: Filter;
	/** `x-error-codes`: error codes by violated constraint. */
	errorCodes?: Record<string, string>;
	/** `x-recommended`: true if it should be sent although it is optional. */
	isRecommended: boolean;
}

/** A link from a response to another operation. */
export interface Link {
	name: string;
	operationId: string;
	/** All path parameters of that operation by name, and possibly query parameters: a literal value or an expression, `$response.body#/data/id`. */
	parameters: Record<string, string>;
	description: string;
}

/** A response header. */
export interface Header {
	name: string;
	required: boolean;
	schema: Node;
	/** JSON pointer to the schema in the document. */
	pointer: string;
	example: unknown;
}

export interface Answer {
	status: number;
	description: string;
	headers: Header[];
	/** Absent if the response has no content, as with 204, or isn't JSON. */
	body?: Body;
	/** A response that isn't JSON: server-sent events, each described by itself, or metrics. */
	text?: Body & { type: string };
	links: Link[];
}

export interface Operation {
	id: string;
	tag: string;
	method: Method;
	path: string;
	summary: string;
	description: string;
	deprecated: boolean;
	beta: boolean;
	/** True if it accepts an idempotency key. */
	idempotent: boolean;
	/** `x-body-limit`: the largest request body, in bytes, if it isn't the usual one. */
	bodyLimit?: number;
	/** `x-access`: whether anybody may use it who reaches the server, in the control plane. */
	isOpen?: boolean;
	/** `x-pagination`, only on lists. */
	pagination?: {
		style: "page" | "offset" | "cursor" | "none";
		position?: string;
		size?: string;
		/** Response field with the page or offset. */
		positionUsed?: string;
		/** Response field with the page size. */
		sizeUsed?: string;
		/** Response field with the total number of items. */
		total?: string;
		/** Response field with the number of pages. */
		pages?: string;
		/** Response field with the number of items on this page. */
		returned?: string;
	};
	/** `x-metadata`: whether a PATCH keeps (`merge`) or removes (`replace`) keys of `metadata` that it doesn't include. */
	metadata?: "merge" | "replace";
	parameters: Parameter[];
	/** The request body. */
	body?: Body;
	answers: Answer[];
}

export interface WebhookEvent {
	/** The value of `event` in the body: `PAYMENT_SUCCEEDED`. */
	name: string;
	id: string;
	tag: string;
	summary: string;
	description: string;
	parameters: Parameter[];
	body: Body;
}

/** The test environment. */
export function testServer({ servers }: Description): ApiServer {
	const found = servers.find((server) => server["x-environment"] === "test");
	if (!found) throw new Error("The description has no test server.");
	return found;
}

/** The name of the header for the API key. */
export function keyHeader({ components }: Description): string {
	return components.securitySchemes?.apiKey?.name;
}

/** The name of the header for the idempotency key. */
export function idempotencyHeader(document: Description): string {
	return resolve(document, { $ref: IDEMPOTENCY_KEY }).name;
}

/** The parameter that the client sets automatically. */
export const IDEMPOTENCY_KEY = "#/components/parameters/IdempotencyKey";

/** The name of the header with a delivery's signature. */
export function signatureHeader(document: Description): string {
	return resolve(document, { $ref: "#/components/parameters/SignatureHeader" })
		.name;
}

/** The name of the header with the name of a delivery's event. */
export function eventHeader(document: Description): string {
	const [event] = readEvents(document);
	const header = event?.parameters.find(
		({ schema }) => schema.const === event.name,
	);
	if (!header)
		throw new Error("The description has no header with an event's name.");
	return header.name;
}

/** Resolves a local reference. Returns a node that is not a reference unchanged. */
export function resolve(document: Description, node: Node): Node {
	return follow(document, node, "").node;
}

function follow(
	document: Description,
	node: Node,
	pointer: string,
): { node: Node; pointer: string } {
	if (typeof node.$ref !== "string") return { node, pointer };
	const found = keysOf(node.$ref).reduce(
		(at: Node | undefined, key) => at?.[key],
		document,
	);
	if (!found)
		throw new Error(`${node.$ref} is not in the bundle. Run npm run build.`);
	return follow(document, found, node.$ref);
}

/** Many callers read the operations of the same document. */
const CACHE = new WeakMap<Description, Operation[]>();

/** All operations, in the order of the document. */
export function readOperations(document: Description): Operation[] {
	const operations = CACHE.get(document) ?? readAll(document);
	CACHE.set(document, operations);
	return operations;
}

function readAll(document: Description): Operation[] {
	return Object.entries(document.paths).flatMap(([path, item]) =>
		METHODS.filter((method) => item[method]).map((method) => {
			const node = item[method] as Node;
			const at = `#/paths/${escapePointer(path)}`;
			return {
				id: node.operationId,
				tag: node.tags[0],
				method,
				path,
				summary: node.summary,
				description: node.description,
				deprecated: node.deprecated === true,
				beta: node["x-beta"] === true,
				idempotent: (node.parameters ?? []).some(
					({ $ref }: Node) => $ref === IDEMPOTENCY_KEY,
				),
				...(node["x-body-limit"] && { bodyLimit: node["x-body-limit"] }),
				...(node["x-access"] === "everybody" && { isOpen: true }),
				...(node["x-pagination"] && { pagination: node["x-pagination"] }),
				...(node["x-metadata"] && { metadata: node["x-metadata"] }),
				parameters: [
					...readParameters(document, item.parameters, `${at}/parameters`),
					...readParameters(
						document,
						node.parameters,
						`${at}/${method}/parameters`,
					),
				],
				...readRequestBody(
					document,
					node.requestBody,
					`${at}/${method}/requestBody`,
				),
				answers: Object.entries<Node>(node.responses).map(
					([status, response]) => {
						const found = follow(
							document,
							response,
							`${at}/${method}/responses/${status}`,
						);
						return {
							status: Number(status),
							description: found.node.description,
							headers: readHeaders(document, found),
							...readBody(document, found.node, found.pointer),
							...readText(document, found.node, found.pointer),
							links: readLinks(document, found.node.links),
						};
					},
				),
			};
		}),
	);
}

/** The type of an operation's response, if that isn't JSON. */
export function textTypeOf({ answers }: Operation): string | undefined {
	return answers.find(({ text }) => text !== undefined)?.text?.type;
}

/** Whether an operation answers with server-sent events, which a call can't wait for the end of. */
export function isStream(operation: Operation): boolean {
	return textTypeOf(operation) === STREAM_TYPE;
}

/** All webhook events, in the order of the document. */
export function readEvents(document: Description): WebhookEvent[] {
	return Object.entries(document.webhooks ?? {}).map(([name, { post }]) => {
		const at = `#/webhooks/${escapePointer(name)}/post`;
		const { body } = readBody(document, post.requestBody, `${at}/requestBody`);
		if (!body) throw new Error(`The event ${name} has no body.`);
		return {
			name,
			id: post.operationId,
			tag: post.tags[0],
			summary: post.summary,
			description: post.description,
			parameters: readParameters(document, post.parameters, `${at}/parameters`),
			body,
		};
	});
}

function readParameters(
	document: Description,
	nodes: Node | undefined,
	at: string,
): Parameter[] {
	return (Array.isArray(nodes) ? nodes : []).map((reference, index) => {
		const { node, pointer } = follow(document, reference, `${at}/${index}`);
		return {
			name: node.name,
			in: node.in,
			required: node.required === true,
			description: node.description,
			schema: resolve(document, node.schema),
			pointer: `${pointer}/schema`,
			example: node.example,
			...(node.style && { style: node.style }),
			...(node.explode !== undefined && { explode: node.explode }),
			...(node["x-filter"] && { filter: node["x-filter"] }),
			...(node["x-error-codes"] && { errorCodes: node["x-error-codes"] }),
			isRecommended: node["x-recommended"] === true,
		};
	});
}

function readHeaders(
	document: Description,
	{ node, pointer }: ReturnType<typeof follow>,
): Header[] {
	return Object.entries<Node>(node.headers ?? {}).map(([name, reference]) => {
		const at = `${pointer}/headers/${escapePointer(name)}`;
		const found = follow(document, reference, at);
		return {
			name,
			required: found.node.required === true,
			schema: resolve(document, found.node.schema),
			pointer: `${found.pointer}/schema`,
			example: found.node.example,
		};
	});
}

function readLinks(document: Description, links: Node = {}): Link[] {
	return Object.entries<Node>(links).map(([name, reference]) => {
		const { operationId, parameters, description } = resolve(
			document,
			reference,
		);
		return { name, operationId, parameters: parameters ?? {}, description };
	});
}

function readRequestBody(
	document: Description,
	node: Node | undefined,
	at: string,
): { body?: Body } {
	const { body } = readBody(document, node, at);
	if (!body || node?.required === true) return body ? { body } : {};
	return { body: { ...body, optional: true } };
}

function readBody(
	document: Description,
	owner: Node | undefined,
	at: string,
): { body?: Body } {
	const body = readContent(document, owner, at, JSON_TYPE);
	return body ? { body } : {};
}

function readText(
	document: Description,
	owner: Node,
	at: string,
): Pick<Answer, "text"> {
	for (const type of TEXT_TYPES) {
		const text = readContent(document, owner, at, type);
		if (text) return { text: { ...text, type } };
	}
	return {};
}

function readContent(
	document: Description,
	owner: Node | undefined,
	at: string,
	type: string,
): Body | undefined {
	const media: Node | undefined = owner?.content?.[type];
	if (!owner || !media) return undefined;
	const examples = Object.entries<Node>(media.examples ?? {}).map(
		([scenario, reference]) => {
			const { node, pointer } = follow(document, reference, "");
			return {
				scenario,
				component: pointer.split("/").at(-1) ?? scenario,
				summary: node.summary,
				value: node.value,
			};
		},
	);
	const schema =
		media.schema.$ref ?? `${at}/content/${escapePointer(type)}/schema`;
	const tag = resolve(document, media.schema).discriminator?.propertyName;
	return {
		...(tag && { tag }),
		schema,
		description: owner.description,
		examples,
	};
}

/** Escapes a key for a JSON pointer. */
export function escapePointer(key: string): string {
	return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Splits a JSON pointer, `#/paths/~1customers/get`, into its unescaped keys. */
export function keysOf(pointer: string): string[] {
	return pointer
		.split("/")
		.slice(1)
		.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
