/**
 * What the tests' server remembers, begun with the documented examples. Each thing stands under the path at which it is read,
 * `/customers/5b0c…`, so that a path with IDs says by itself what it is about, and what that stands in.
 */
import { randomUUID } from "node:crypto";
import type {
	Node,
	Operation,
	Parameter,
} from "../../../packages/spec/operations.ts";
import { documentedRequest } from "../../../packages/spec/requests/request.ts";

export interface Memory {
	/** By path. What an answer holds under `data` is the thing itself. */
	things: Map<string, Node>;
	/** The paths of what stands in no list: customers who have not paid. */
	unlisted: Set<string>;
	/** What stands in a collection, newest first. */
	itemsOf(collection: string): { path: string; data: Node }[];
}

/** So often each example stands in its list, so that every list has several pages. */
const COPIES = 3;

export function createMemory(operations: Operation[]): Memory {
	const things = new Map<string, Node>();
	const reads = operations.filter(
		({ method, path, pagination }) =>
			method === "get" && (pagination || path.endsWith("}")),
	);
	for (const operation of reads) {
		const { path, pagination } = operation;
		const single = path.endsWith("}") ? /\/[^/]+$/ : "";
		const collection = pathOf(operation).replace(single, "");
		for (const { value } of successOf(operation).body?.examples ?? [])
			for (const data of [(value as Node).data].flat()) {
				const copies = pagination && data.created_at ? COPIES : 1;
				for (let copy = 0; copy < copies; copy++) {
					const [own, seeded] = copyOf(data, copy);
					things.set(`${collection}/${own}`, seeded);
				}
			}
	}
	return {
		things,
		unlisted: new Set(),
		itemsOf: (collection) =>
			[...things]
				.filter(([path]) => path.replace(/\/[^/]+$/, "") === collection)
				.map(([path, data]) => ({ path, data }))
				.reverse()
				.sort((a, b) => timeOf(b.data) - timeOf(a.data)),
	};
}

/** A copy of an example: 0 is itself; any other has an ID of its own, everywhere in it, and is older by so many minutes. */
export function copyOf(data: Node, copy: number): [id: string, data: Node] {
	const [documented = ""] = Object.values<string>(data);
	const id = copy === 0 ? documented : newId(documented);
	const own = JSON.parse(JSON.stringify(data).replaceAll(documented, id));
	if (data.created_at)
		own.created_at = new Date(timeOf(data) - copy * 60_000).toISOString();
	return [id, own];
}

function timeOf({ created_at = 0 }: Node): number {
	return new Date(created_at).getTime();
}

/** An ID of the kind of another: a UUID, or letters behind the same beginning. */
function newId(like: string): string {
	const [prefix = ""] = /^[a-z]+_/.exec(like) ?? [];
	const id = randomUUID();
	return prefix ? prefix + id.replaceAll("-", "") : id;
}

/** The path of an operation with the documented IDs. */
function pathOf(operation: Operation): string {
	const { path } = documentedRequest(operation);
	return operation.path.replaceAll(/{(\w+)}/g, (_, name) => path[name] ?? "");
}

/** What an operation answers when all is well. */
export function successOf({
	id,
	answers,
}: Operation): Operation["answers"][number] {
	const found = answers.find(({ status }) => status < 300);
	if (!found) throw new Error(`${id} has no success.`);
	return found;
}

/** Whether an item is one of those that the filters of a query let through. */
export function fits(
	parameters: Parameter[],
	query: URLSearchParams,
	item: Node,
): boolean {
	return parameters.every(({ name, schema, filter }) => {
		const text = query.get(name);
		if (!filter) return true;
		const { field, is, hides } = filter;
		const value = item[field];
		if (hides)
			return text === "true" || !value || Date.parse(value) > Date.now();
		if (text === null) return true;
		if (is === "from") return Date.parse(value) >= Date.parse(text);
		if (is === "to") return Date.parse(value) <= Date.parse(text);
		if (is === "not") return String(!value) === text;
		const values = schema.type === "array" ? text.split(",") : [text];
		return values.includes(String(value));
	});
}
