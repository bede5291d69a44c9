/**
 * The test server's memory, seeded with the documented examples. Resources are stored by the path that they are read at,
 * `/customers/5b0c…`, so that a path identifies a resource and its collection.
 */
import { randomUUID } from "node:crypto";
import type {
	Node,
	Operation,
	Parameter,
} from "../../../packages/spec/operations.ts";
import { documentedRequest } from "../../../packages/spec/requests/request.ts";

export interface Memory {
	/** By path, as responses have them under `data`. */
	resources: Map<string, Node>;
	/** The paths of resources that no list includes: customers who haven't paid. */
	unlisted: Set<string>;
	/** The resources of a collection, newest first. */
	itemsOf(collection: string): { path: string; data: Node }[];
}

/** How often each example is in its list, so that every list has several pages. */
const COPIES = 3;

export function createMemory(operations: Operation[]): Memory {
	const resources = new Map<string, Node>();
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
					resources.set(`${collection}/${own}`, seeded);
				}
			}
	}
	return {
		resources,
		unlisted: new Set(),
		itemsOf: (collection) =>
			[...resources]
				.filter(([path]) => path.replace(/\/[^/]+$/, "") === collection)
				.map(([path, data]) => ({ path, data }))
				.reverse()
				.sort((a, b) => timeOf(b.data) - timeOf(a.data)),
	};
}

/**
 * Copies an example.
 *
 * @param copy 0 for the example itself; any other number for one with a new ID that was created so many minutes earlier.
 */
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

/** A new ID of the same format: a UUID, or one with the same prefix. */
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

/** The documented success of an operation. */
export function successOf({
	id,
	answers,
}: Operation): Operation["answers"][number] {
	const found = answers.find(({ status }) => status < 300);
	if (!found) throw new Error(`${id} has no success.`);
	return found;
}

/** Whether an item matches the filters of a query. */
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
