/**
 * What the suite finds on a server or puts there, to try things on. Where an ID comes from, and how something is made and taken away
 * again, is read from the `links` of the description.
 */
import { isDeepStrictEqual } from "node:util";
import {
	type Description,
	type Example,
	type Link,
	type Node,
	type Operation,
	resolve,
} from "../description/operations.ts";
import { isReference } from "./requests/boundaries.ts";
import { type MakeRequest, variantsOf } from "./requests/mistakes.ts";
import { documentedRequest, type Request } from "./requests/request.ts";
import type { Answer } from "./send.ts";

export interface Resources {
	/**
	 * Makes good requests to an operation, with the IDs of what is there. Whatever changes something is only ever pointed at what the
	 * suite made itself, or at nothing.
	 */
	maker(operation: Operation): Promise<MakeRequest>;
	/** Path parameters of something that is there; undefined where nothing is known to be. */
	pathTo(operation: Operation): Promise<Record<string, string> | undefined>;
	/** Takes note of what an answer tells: what was made, and the IDs that lead on. */
	learn(request: Request, answer: Answer): void;
	/** Forgets what is gone. */
	forget(path: Record<string, string>): void;
	/** Deletes what was made, but for what is kept to try things on; at the end, that too. */
	cleanUp(whole?: boolean): Promise<void>;
	/** What could not be deleted, by the operation that made it. */
	readonly left: ReadonlyMap<string, number>;
}

interface Known {
	path: Record<string, string>;
	/** True where the suite made it. */
	own: boolean;
}

interface Made {
	by: Operation;
	/** Undefined where the API can't delete it. */
	remove: { operation: Operation; path: Record<string, string> } | undefined;
	/** True for what is kept to try things on. */
	kept: boolean;
}

/** In a path, what is nowhere. */
const NOWHERE = "00000000-0000-4000-8000-000000000000";
const CREATED = 201;

/**
 * @param send Sends a good request; gives undefined where no answer came.
 * @param mayWrite False where nothing may be made.
 */
export function createResources(
	document: Description,
	operations: Operation[],
	send: (request: Request) => Promise<Answer | undefined>,
	mayWrite: boolean,
): Resources {
	const known = new Map<string, Known[]>();
	const ids = new Map<string, string>();
	const left = new Map<string, number>();
	let made: Made[] = [];
	let serial = 0;

	const learn = (request: Request, { status, body }: Answer, kept: boolean) => {
		const answer = request.operation.answers.find(
			(each) => each.status === status,
		);
		const created = status === CREATED;
		const own = created || isOwn(request);
		let remove: Made["remove"];
		for (const link of answer?.links ?? []) {
			const target = operations.find(({ id }) => id === link.operationId);
			const path = target && follow(link, target, request, body);
			if (!path) continue;
			const others = known.get(target.id) ?? [];
			if (!others.some((other) => isDeepStrictEqual(other.path, path)))
				known.set(target.id, [{ path, own }, ...others].slice(0, MOST_KNOWN));
			if (created && target.method === "delete")
				remove = { operation: target, path };
			if (created && kept)
				for (const [field, value] of namedIds(link, request, body))
					ids.set(field, value);
		}
		if (created) made.push({ by: request.operation, remove, kept });
	};

	const isOwn = ({ operation, path }: Request) =>
		(known.get(operation.id) ?? []).some(
			(each) => each.own && isDeepStrictEqual(each.path, path),
		);

	/** Whether an operation may only be tried on what is the suite's own: it changes or deletes what it names. */
	const needsOwn = (operation: Operation) =>
		operation.method !== "get" &&
		!operation.answers.some(({ status }) => status === CREATED);

	const find = (operation: Operation) =>
		known
			.get(operation.id)
			?.toSorted((a, b) => Number(b.own) - Number(a.own))
			.find(({ own }) => own || !needsOwn(operation))?.path;

	const pathTo = async (
		operation: Operation,
		visited: ReadonlySet<string>,
	): Promise<Record<string, string> | undefined> => {
		if (!operation.path.includes("{")) return {};
		const there = find(operation);
		if (there) return there;
		for (const source of sourcesOf(operation, operations)) {
			if (visited.has(source.id) || (source.method !== "get" && !mayWrite))
				continue;
			const on = new Set([...visited, operation.id]);
			const path = await pathTo(source, on);
			if (!path) continue;
			const request = (await make(source, path, on))();
			const answer = await send(request);
			if (answer) learn(request, answer, true);
			const found = find(operation);
			if (found) return found;
		}
		return undefined;
	};

	const make = async (
		operation: Operation,
		path: Record<string, string>,
		visited: ReadonlySet<string>,
	): Promise<MakeRequest> => {
		await findReferences(operation, visited);
		return (example?: Example) => {
			const request = documentedRequest(operation, example);
			return {
				...request,
				path,
				// Filters would hide what is there, and pages begin at the first.
				query: requiredQuery(operation, request),
				...(request.body !== undefined && fillIn(operation, request.body)),
			};
		};
	};

	/** Makes what the fields of a body refer to, so that a request with them can hold. */
	const findReferences = async (
		{ body, id }: Operation,
		visited: ReadonlySet<string>,
	) => {
		for (const field of body ? referencesIn(document, body.schema) : []) {
			const source = operations.find(
				(each) => each.method === "post" && makes(each, field),
			);
			if (!source || ids.has(field) || !mayWrite || visited.has(source.id))
				continue;
			const on = new Set([...visited, id]);
			const path = await pathTo(source, on);
			const request = path && (await make(source, path, on))();
			const answer = request && (await send(request));
			if (answer) learn(request, answer, true);
		}
	};

	/** The body of an example with true references, and addresses that no other one has. */
	const fillIn = (
		{ body, method }: Operation,
		value: unknown,
	): Pick<Request, "body" | "references"> => {
		const fields = body ? referencesIn(document, body.schema) : [];
		const filled = { ...(value as Node) };
		for (const field of fields)
			if (typeof filled[field] === "string")
				filled[field] = ids.get(field) ?? filled[field];
		if (method === "post")
			for (const [field, text] of Object.entries(filled)) {
				if (isAddress(text)) filled[field] = `${text}?contract=${++serial}`;
				// What an example had expire next year has expired since.
				if (isPast(text)) filled[field] = tomorrow();
			}
		const references = fields.some((field) => filled[field] != null);
		return { body: filled, references };
	};

	return {
		left,
		learn: (request, answer) => learn(request, answer, false),
		pathTo: (operation) => pathTo(operation, new Set()),
		async maker(operation) {
			const path = await pathTo(operation, new Set());
			return make(operation, path ?? nowhere(operation), new Set());
		},
		forget(path) {
			const gone = Object.values(path).at(-1) ?? "";
			for (const [id, each] of known)
				known.set(
					id,
					each.filter((item) => !Object.values(item.path).includes(gone)),
				);
			for (const [field, id] of ids) if (id === gone) ids.delete(field);
			made = made.filter(
				({ remove }) => !remove || !isDeepStrictEqual(remove.path, path),
			);
		},
		async cleanUp(whole = false) {
			const going = made.filter(({ kept }) => whole || !kept).reverse();
			for (const each of going) {
				const { by, remove } = each;
				const request = remove && {
					...documentedRequest(remove.operation),
					path: remove.path,
					query: [],
				};
				const answer = request && (await send(request));
				// Only now: where the run ends meanwhile, it is still there.
				made = made.filter((other) => other !== each);
				const gone = answer && (answer.status < 300 || answer.status === 404);
				if (gone) this.forget(request.path);
				else left.set(by.id, (left.get(by.id) ?? 0) + 1);
			}
		},
	};
}

/** Of each operation, so many IDs are kept at the most. */
const MOST_KNOWN = 5;

/** The path parameters that a link gives its target; undefined where the answer doesn't have them. */
export function follow(
	{ parameters }: Link,
	target: Operation,
	request: Request,
	body: unknown,
): Record<string, string> | undefined {
	const path: Record<string, string> = {};
	for (const { name, in: place } of target.parameters) {
		if (place !== "path") continue;
		const value = evaluate(parameters[name], request, body);
		if (value === undefined) return undefined;
		path[name] = value;
	}
	return path;
}

/** A runtime expression of OpenAPI: `$response.body#/data/id`, `$request.path.id`. */
function evaluate(
	expression: Link["parameters"][string] = "",
	request: Request,
	body: unknown,
): string | undefined {
	const text = String(expression);
	const [, parameter] = /^\$request\.path\.(\w+)$/.exec(text) ?? [];
	if (parameter) return request.path[parameter];
	const [, pointer = ""] = /^\$response\.body#(.+)$/.exec(text) ?? [];
	const value = pointer
		.split("/")
		.slice(1)
		.reduce((at: unknown, key) => (at as Node | null)?.[key], body);
	return typeof value === "string" ? value : undefined;
}

/** The fields of an answer that a link takes an ID from, with their values: `product_id`. */
function namedIds(
	{ parameters }: Link,
	request: Request,
	body: unknown,
): [field: string, value: string][] {
	return Object.values(parameters).flatMap((expression) => {
		const [, field] = IN_DATA.exec(String(expression)) ?? [];
		const value = evaluate(expression, request, body);
		return field && value ? [[field, value] as [string, string]] : [];
	});
}

const IN_DATA = /^\$response\.body#\/data\/(\w+)$/;

/** Whether an operation makes what a field refers to: its answer links on from a field of this name. */
function makes({ answers }: Operation, field: string): boolean {
	const links = answers.find(({ status }) => status === CREATED)?.links ?? [];
	return links.some(({ parameters }) =>
		Object.values(parameters).some(
			(expression) => IN_DATA.exec(String(expression))?.[1] === field,
		),
	);
}

/** The operations whose answers lead to another: what makes it first, then what lists it. */
function sourcesOf(target: Operation, operations: Operation[]): Operation[] {
	const leads = ({ answers }: Operation) =>
		answers.some(({ links }) =>
			links.some(({ operationId }) => operationId === target.id),
		);
	const rank = ({ method, path }: Operation) =>
		(method === "post" ? 0 : 2) + (path.includes("{") ? 1 : 0);
	return operations
		.filter((operation) => operation !== target && leads(operation))
		.toSorted((a, b) => rank(a) - rank(b));
}

/** The fields of a body that name another resource, whatever variant has them. */
function referencesIn(document: Description, schema: string): string[] {
	return variantsOf(document, schema).flatMap((variant) =>
		Object.entries<Node>(variant.schema.properties)
			.filter(([, property]) => isReference(resolve(document, property)))
			.map(([name]) => name),
	);
}

function requiredQuery(
	{ parameters }: Operation,
	{ query }: Request,
): Request["query"] {
	return query.filter(([name]) =>
		parameters.some((each) => each.name === name && each.required),
	);
}

/** Path parameters that are well formed, and of nothing that is there. */
function nowhere(operation: Operation): Record<string, string> {
	const examples = documentedRequest(operation).path;
	return Object.fromEntries(
		operation.parameters
			.filter((parameter) => parameter.in === "path")
			.map(({ name, schema }) => [
				name,
				schema.format === "uuid" ? NOWHERE : (examples[name] ?? ""),
			]),
	);
}

function isPast(value: unknown): boolean {
	return (
		typeof value === "string" &&
		/^\d{4}-\d\d-\d\dT/.test(value) &&
		Date.parse(value) < Date.now()
	);
}

function tomorrow(): string {
	const date = new Date();
	date.setUTCDate(date.getUTCDate() + 1);
	return `${date.toISOString().slice(0, 10)}T12:00:00.000Z`;
}

function isAddress(value: unknown): value is string {
	return typeof value === "string" && /^https?:\/\/[^?#]+$/.test(value);
}
