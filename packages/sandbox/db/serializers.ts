/** Converts rows to the API's objects, and request fields to columns. */

import { type Description, type Node, resolve } from "@lomi/spec";
import type { Flag } from "./columns.ts";
import { parseStored } from "./stored-json.ts";

/** Serializes a row: the fields of a schema, in its order. */
export type Serialize = (row: object) => Node;

/** Creates the serializer of a schema. */
export function createSerializer(
	document: Description,
	schema: string,
): Serialize {
	const { properties } = resolve(document, {
		$ref: `#/components/schemas/${schema}`,
	});
	const fields = Object.entries<Node>(properties).map(
		([name, node]) => [name, readerOf(resolve(document, node))] as const,
	);
	return (row) => {
		const object: Node = {};
		for (const [name, read] of fields) {
			const value = (row as Node)[name];
			if (value !== undefined)
				object[name] = value === null ? null : read(value);
		}
		return object;
	};
}

function readerOf({ type }: Node): (value: unknown) => unknown {
	const types: string[] = [type].flat();
	if (types.includes("boolean")) return Boolean;
	if (types.includes("array") || types.includes("object")) return parseStored;
	return (value) => value;
}

/** API fields as columns: booleans as 1 and 0, arrays and objects as JSON text. */
export type Columns<Fields> = { [Name in keyof Fields]: Column<Fields[Name]> };

type Column<Value> = Value extends string | number | null | undefined
	? Value
	: Value extends boolean
		? Flag
		: string;

/** Converts a request's fields to columns. */
export function toRow<Fields extends object>(fields: Fields): Columns<Fields> {
	const columns = Object.entries(fields).map(([name, value]) => [
		name,
		toColumn(value),
	]);
	return Object.fromEntries(columns) as Columns<Fields>;
}

function toColumn(value: unknown): unknown {
	if (typeof value === "boolean") return Number(value);
	if (typeof value === "object" && value !== null) return JSON.stringify(value);
	return value;
}
