/**
 * The operations and events of the bundled description, with their references resolved one level: what the client generator,
 * the mock and the tests each need to know of an operation, read in one place.
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
	/** The workflows that the guide shows, by name and in reading order. */
	"x-workflows"?: string[];
}

/** An environment of the API. */
export interface ApiServer {
	url: string;
	/** How the keys start that it takes. */
	"x-key-prefix": string;
	"x-environment": "test" | "live";
	/** How many requests a key may send. Both limits hold at once. */
	"x-rate-limit": { perMinute: number; perDay: number };
}

export type Method = "get" | "post" | "put" | "patch" | "delete";
/** In the order in which a resource is read: made, looked at, changed, deleted. */
export const METHODS: Method[] = ["post", "get", "put", "patch", "delete"];

/** An example under its scenario name: the key in the media type. */
export interface Example {
	scenario: string;
	/** Name of the component: `createRefund.partial.201`. */
	component: string;
	summary: string;
	value: unknown;
}

export interface Body {
	/** The field that tells the variants of the schema apart: `link_type`. Absent where there is only one. */
	tag?: string;
	/** JSON pointer to the schema in the document: `#/components/schemas/CustomerCreate`. */
	schema: string;
	/** True for a request that may also come without one. */
	optional?: boolean;
	description: string;
	examples: Example[];
}

/** `x-filter`: which items of a list a query parameter lets through. */
export interface Filter {
	/** The field of an item that it looks at. Its value is the parameter's, or one of them where that is an array. */
	field: string;
	/** In place of that: at the parameter's time or after it, at it or before it, or the opposite of its boolean. */
	is?: "from" | "to" | "not";
	/** In place of that: items whose field lies in the past are left out, unless the parameter is `true`. */
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
	/** On the filters of lists only. */
	filter?: Filter;
}

/** A request that an answer leads to. */
export interface Link {
	name: string;
	operationId: string;
	/** By name, all path parameters of that operation and perhaps some of its query: a value as the URL has it, or where to find it, `$response.body#/data/id`. */
	parameters: Record<string, string>;
	description: string;
}

/** A header of an answer. */
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
	/** Absent where the answer has no content, as with 204. */
	body?: Body;
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
	/** True when it takes an idempotency key. */
	idempotent: boolean;
	/** `x-pagination`, on lists only. */
	pagination?: {
		style: "page" | "offset" | "none";
		position?: string;
		size?: string;
		/** Where the answer says at which page or offset it is. */
		positionUsed?: string;
		/** Where the answer says how many items a page may have. */
		sizeUsed?: string;
		/** Where the answer says how many items there are on all pages. */
		total?: string;
		/** Where the answer says how many pages there are. */
		pages?: string;
		/** Where the answer says how many items it has itself. */
		returned?: string;
	};
	/** `x-metadata`: what a PATCH does with the keys of `metadata` that it doesn't name. */
	metadata?: "merge" | "replace";
	parameters: Parameter[];
	/** The request body. */
	body?: Body;
	answers: Answer[];
}

export interface WebhookEvent {
	/** What stands in the body under `event`: `PAYMENT_SUCCEEDED`. */
	name: string;
	id: string;
	tag: string;
	summary: string;
	description: string;
	parameters: Parameter[];
	body: Body;
}

/** The environment in which no money moves. */
export function testServer({ servers }: Description): ApiServer {
	const found = servers.find((server) => server["x-environment"] === "test");
	if (!found) throw new Error("The description has no test server.");
	return found;
}

/** The header that carries the secret key. */
export function keyHeader({ components }: Description): string {
	return components.securitySchemes?.apiKey?.name;
}

/** The header that carries the idempotency key. */
export function idempotencyHeader(document: Description): string {
	return resolve(document, { $ref: IDEMPOTENCY_KEY }).name;
}

/** The parameter that the client sends by itself. */
export const IDEMPOTENCY_KEY = "#/components/parameters/IdempotencyKey";

/** The header of a delivery that carries its signature. */
export function signatureHeader(document: Description): string {
	return resolve(document, { $ref: "#/components/parameters/SignatureHeader" })
		.name;
}

/** How everything begins that must never be shown: the keys of each environment, and each field of `format: password`. */
export function secretPrefixes({ servers, components }: Description): string[] {
	const fields = Object.values(components.schemas ?? {})
		.flatMap(({ properties = {} }) => Object.values<Node>(properties))
		.filter(({ format }) => format === "password")
		.map(({ pattern }) => pattern.slice("^".length));
	return [...servers.map((server) => server["x-key-prefix"]), ...fields];
}

/** `x-request-faults`: the error codes that say that a request is wrong in itself. Any other can answer one in which nothing is. */
export function requestFaults({ components }: Description): string[] {
	return components.schemas?.ErrorCode?.["x-request-faults"];
}

/** What lomi. takes of an amount: a share of it, and perhaps a fixed part in the smallest unit of a currency. */
export interface Fee {
	percent: number;
	fixed: number;
	currency: string;
}

/** `x-fees`: the fee of a payment, by the code of the payment method. */
export function paymentFees({ components }: Description): Record<string, Fee> {
	return components.schemas?.PaymentMethodCode?.["x-fees"];
}

/** `x-fee`: what a refund costs the merchant, of the amount that goes back. */
export function refundFee({ components }: Description): Pick<Fee, "percent"> {
	return components.schemas?.Refund?.properties.refunded_amount["x-fee"];
}

/** `x-intervals`: the time from one payment to the next, by billing frequency, as an ISO 8601 duration in weeks or months. Null: there is no next. */
export function billingIntervals({
	components,
}: Description): Record<string, string | null> {
	return components.schemas?.BillingFrequency?.["x-intervals"];
}

/** The node that a local reference points to; a node that is no reference is given back. */
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
		throw new Error(`${node.$ref} is not in the bundle; run npm run build.`);
	return follow(document, found, node.$ref);
}

/** Those of each document that was asked for: many ask, and reading takes a while. */
const READ = new WeakMap<Description, Operation[]>();

/** All operations, in the order of the document. */
export function readOperations(document: Description): Operation[] {
	const read = READ.get(document) ?? readAll(document);
	READ.set(document, read);
	return read;
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
							links: readLinks(document, found.node.links),
						};
					},
				),
			};
		}),
	);
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
	const media: Node | undefined = owner?.content?.["application/json"];
	if (!owner || !media) return {};
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
	const schema = media.schema.$ref ?? `${at}/content/application~1json/schema`;
	const tag = resolve(document, media.schema).discriminator?.propertyName;
	return {
		body: {
			...(tag && { tag }),
			schema,
			description: owner.description,
			examples,
		},
	};
}

/** A key as a JSON pointer has it. */
export function escapePointer(key: string): string {
	return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The keys of a JSON pointer, `#/paths/~1customers/get`. */
export function keysOf(pointer: string): string[] {
	return pointer
		.split("/")
		.slice(1)
		.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
