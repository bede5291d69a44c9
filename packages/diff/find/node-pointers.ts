/** Where in a document the node of a finding is. */
import { type Description, keysOf, type Node, resolve } from "@lomi/spec";
import type { Finding } from "./redocly.ts";
import { isOpenListEntry } from "./severity.ts";

/**
 * The JSON pointer to the node that was modified, added or removed. For the entries of an open list, it points to the schema.
 *
 * @param side The finding's `base` or `revision`.
 */
export function pointerOf(
	{ path, kind, property }: Finding,
	side: Finding["base"],
): string {
	const { pointer = "#", value } = side ?? {};
	if (isOpenListEntry(path))
		return pointer.replace(/\/x-enumDescriptions(\/.*)?$/, "");
	// Redocly points to the property if there is one.
	return kind === "modified" && property !== "key" && value !== undefined
		? parentOf(pointer)
		: pointer;
}

/** The node at that pointer. For a field that was added or removed, the schema that it belongs to. */
export function nodeOf(
	document: Node,
	finding: Finding,
	side: Finding["base"],
): Node | undefined {
	if (!side) return undefined;
	const pointer = pointerOf(finding, side);
	const isFieldItself = finding.kind !== "modified" && isField(finding.path);
	const keys = keysOf(isFieldItself ? parentOf(parentOf(pointer)) : pointer);
	const node = keys.reduce(
		(parent: Node | undefined, key) => parent?.[key],
		document,
	);
	return node && finding.typeName !== "Schema"
		? resolve(document as Description, node)
		: node;
}

/** Whether a path leads to a field of a schema. */
export function isField(path: string): boolean {
	return keysOf(path).at(-2) === "properties";
}

/** The name of the component that a pointer leads into, if any. */
export function componentOf(pointer: string): string | undefined {
	return /^#\/components\/\w+\/([^/]+)/.exec(pointer)?.[1];
}

function parentOf(pointer: string): string {
	return pointer.slice(0, pointer.lastIndexOf("/"));
}
