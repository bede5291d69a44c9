/** JSON pointers into the bundle, from which a finding gets the file and line of its rule. */
import {
	type Description,
	escapePointer,
	keysOf,
	type Node,
	type Operation,
	resolve,
} from "@lomi/spec";

/** The pointer to an operation, or to a part of it: `responses/200`. */
export function operationPointer(
	{ path, method }: Operation,
	within = "",
): string {
	const at = `#/paths/${escapePointer(path)}/${method}`;
	return within ? `${at}/${within}` : at;
}

/** The pointer to the response with a status, or to all responses if that one isn't documented. */
export function responsePointer(operation: Operation, status: number): string {
	return operation.answers.some((answer) => answer.status === status)
		? operationPointer(operation, `responses/${status}`)
		: operationPointer(operation, "responses");
}

/**
 * The pointer to the schema of a part of a value.
 *
 * @param pointer JSON pointer to the schema of the whole value.
 * @param path JSON pointer to the part: `/data/0/amount`.
 */
export function fieldPointer(
	document: Description,
	pointer: string,
	path: string,
): string {
	let at = pointer;
	for (const key of path.split("/").slice(1)) {
		const { place, schema } = whole(document, at);
		const found = step(document, schema, key);
		if (!found) return place;
		at = `${place}/${found}`;
	}
	return whole(document, at).place;
}

/** Resolves a schema. Also returns the pointer to where it is written. */
function whole(
	document: Description,
	pointer: string,
): { place: string; schema: Node } {
	const node: Node = resolve(document, { $ref: pointer });
	// The last reference leads to where the schema is written.
	let place = pointer;
	for (let at = atPointer(document, place); typeof at?.$ref === "string"; ) {
		place = at.$ref;
		at = atPointer(document, place);
	}
	return { place, schema: node };
}

function atPointer(document: Description, pointer: string): Node | undefined {
	return keysOf(pointer).reduce(
		(at: Node | undefined, key) => at?.[key],
		document,
	);
}

/** The path from a schema to that of one of its properties or items. */
function step(
	document: Description,
	schema: Node,
	key: string,
): string | undefined {
	if (schema.properties?.[key]) return `properties/${key}`;
	if (schema.items && /^\d+$/.test(key)) return "items";
	const branches: Node[] = schema.oneOf ?? [];
	const index = branches.findIndex(
		(branch) => resolve(document, branch).properties?.[key],
	);
	return index < 0 ? undefined : `oneOf/${index}/properties/${key}`;
}
