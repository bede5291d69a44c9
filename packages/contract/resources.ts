/**
 * What the suite finds on a server or puts there, to try things on. Where an ID comes from, and how something is made and taken away
 * again, is read from the `links` of the description.
 */
import { isDeepStrictEqual } from "node:util";
import {
	type Description,
	documentedRequest,
	type Example,
	type Node,
	type Operation,
	type Origin,
	type Request,
	resolve,
	type Unique,
} from "@lomi/spec";
import {
	creates,
	type Lead,
	leadsOf,
	ownField,
	removes,
	sourcesOf,
} from "./links.ts";
import { isReference } from "./requests/boundaries.ts";
import { type MakeRequest, variantsOf } from "./requests/invalid-requests.ts";
import type { Answer } from "./send.ts";

export interface Resources {
	/**
	 * Makes good requests to an operation, with the IDs of what is there. Whatever changes something is only ever pointed at what the
	 * suite made itself, or at nothing.
	 */
	maker(operation: Operation): Promise<MakeRequest>;
	/** Takes note of what an answer tells: what was made, what is gone, and the IDs that lead on. */
	learn(request: Request, answer: Answer): void;
	/** Where an ID comes from that is of something that the suite made; also after it is gone, until the next cleaning up. */
	originOf(id: string): Origin | undefined;
	/** Deletes what was made, but for what is kept to try things on; at the end, that too. */
	cleanUp(whole?: boolean): Promise<void>;
	/** What could not be deleted, by the operation that made it. */
	readonly left: ReadonlyMap<string, number>;
}

/** Something that the suite made. */
interface Thing {
	/** Undefined where its answer leads to nothing that could be done with it. */
	id: string | undefined;
	origin: Origin;
	/** What deletes it; undefined where the API can't. */
	remove: Lead | undefined;
	/** True for what is kept to try things on. */
	kept: boolean;
	gone: boolean;
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
	unique: Unique,
	mayWrite: boolean,
): Resources {
	/** By operation, the path parameters of what is known to be there, what was learned last first. */
	const known = new Map<string, Record<string, string>[]>();
	/** By the name of the field, the ID of what is kept to be referred to: `product_id`. */
	const references = new Map<string, string>();
	const left = new Map<string, number>();
	let things: Thing[] = [];

	const learn = (request: Request, answer: Answer, kept: boolean) => {
		const leads = leadsOf(operations, request, answer);
		if (answer.status === CREATED) remember(request, leads, kept);
		for (const { operation, path } of leads) {
			const others = known.get(operation.id) ?? [];
			if (!others.some((other) => isDeepStrictEqual(other, path)))
				known.set(operation.id, [path, ...others].slice(0, MOST_KNOWN));
		}
		const { operation, method, path } = request;
		if (method === "DELETE" && removes(operation) && answer.status < 300)
			forget(Object.values(path).at(-1));
	};

	const remember = (request: Request, leads: Lead[], kept: boolean) => {
		const field = ownField(request.operation, operations) ?? "";
		const own = leads.filter(({ item }) => item !== undefined);
		const id = own[0]?.item;
		const again = things.find((thing) => id !== undefined && thing.id === id);
		const thing = again ?? {
			id,
			origin: { request, field },
			remove: own.find(({ operation }) => removes(operation)),
			kept,
			gone: false,
		};
		thing.kept ||= kept;
		if (!again) things.push(thing);
		if (kept && id !== undefined) references.set(field, id);
	};

	/** Takes what is gone out of everything that leads to it. */
	const forget = (gone: string | undefined) => {
		if (gone === undefined) return;
		for (const [id, paths] of known)
			known.set(
				id,
				paths.filter((path) => !Object.values(path).includes(gone)),
			);
		for (const [field, id] of references)
			if (id === gone) references.delete(field);
		for (const thing of things) if (thing.id === gone) thing.gone = true;
	};

	/** Whether a path leads to what the suite made, or to what that has. */
	const isOwn = (path: Record<string, string>) =>
		things.some(({ id = "" }) => Object.values(path).includes(id));

	/** Whether an operation may only be tried on what is the suite's own: it changes or deletes what it names. */
	const needsOwn = (operation: Operation) =>
		operation.method !== "get" && !creates(operation);

	const find = (operation: Operation) =>
		known
			.get(operation.id)
			?.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
			.find((path) => isOwn(path) || !needsOwn(operation));

	/** Path parameters of something that is there; undefined where nothing is known to be, and nothing can be made. */
	const pathTo = async (
		operation: Operation,
		visited: ReadonlySet<string> = new Set(),
	): Promise<Record<string, string> | undefined> => {
		if (!operation.path.includes("{")) return {};
		const there = find(operation);
		if (there) return there;
		for (const source of sourcesOf(operation, operations)) {
			if (visited.has(source.id)) continue;
			await ask(source, new Set([...visited, operation.id]));
			const found = find(operation);
			if (found) return found;
		}
		return undefined;
	};

	/** Sends a good request to an operation, and keeps what it makes to try things on. */
	const ask = async (operation: Operation, visited: ReadonlySet<string>) => {
		if (operation.method !== "get" && !mayWrite) return;
		const path = await pathTo(operation, visited);
		const request = path && (await make(operation, path, visited))();
		const answer = request && (await send(request));
		if (answer) learn(request, answer, true);
	};

	const make = async (
		operation: Operation,
		path: Record<string, string>,
		visited: ReadonlySet<string> = new Set(),
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
				(each) => ownField(each, operations) === field,
			);
			if (source && !references.has(field) && !visited.has(source.id))
				await ask(source, new Set([...visited, id]));
		}
	};

	/** The body of an example with true references, and addresses that no other one has. */
	const fillIn = (
		{ body }: Operation,
		value: unknown,
	): Pick<Request, "body" | "references"> => {
		const fields = body ? referencesIn(document, body.schema) : [];
		const filled = { ...(value as Node) };
		for (const field of fields)
			if (typeof filled[field] === "string")
				filled[field] = references.get(field) ?? filled[field];
		for (const [field, text] of Object.entries(filled)) {
			if (isAddress(text)) filled[field] = `${text}?${unique.next()}`;
			// What an example had expire next year has expired since.
			if (isPast(text)) filled[field] = tomorrow();
		}
		const refers = fields.some((field) => filled[field] != null);
		return { body: filled, references: refers };
	};

	return {
		left,
		learn: (request, answer) => learn(request, answer, false),
		originOf: (id) => things.find((thing) => thing.id === id)?.origin,
		async maker(operation) {
			const path = await pathTo(operation);
			return make(operation, path ?? nowhere(operation));
		},
		async cleanUp(whole = false) {
			const going = things.filter(({ kept, gone }) => whole || !kept || gone);
			for (const thing of going.toReversed()) {
				const { id, origin, remove, gone } = thing;
				const answer =
					!gone &&
					remove &&
					(await send({
						...documentedRequest(remove.operation),
						path: remove.path,
						query: [],
					}));
				// Only now: where the run ends meanwhile, it is still there.
				things = things.filter((other) => other !== thing);
				forget(id);
				const over = answer && (answer.status < 300 || answer.status === 404);
				const { operation } = origin.request;
				if (!gone && !over)
					left.set(operation.id, (left.get(operation.id) ?? 0) + 1);
			}
		},
	};
}

/** Of each operation, so many IDs are kept at the most. */
const MOST_KNOWN = 5;

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

/** Path parameters that are well formed: to read, the documented ones, which a server may have; to change, those of nothing that is there. */
function nowhere(operation: Operation): Record<string, string> {
	const examples = documentedRequest(operation).path;
	if (operation.method === "get") return examples;
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
