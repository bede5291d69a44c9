/** Compares what was sent with what a server returned. */
import { isDeepStrictEqual } from "node:util";
import type { Node } from "@lomi/spec";

/** Whether two values are equal. Timestamps are compared as instants. */
export function isEqual(a: unknown, b: unknown): boolean {
	if (isDeepStrictEqual(a, b)) return true;
	const timestamp = /^\d{4}-\d\d-\d\dT/;
	return (
		typeof a === "string" &&
		typeof b === "string" &&
		timestamp.test(a) &&
		timestamp.test(b) &&
		Date.parse(a) === Date.parse(b)
	);
}

/** The names of the fields that both objects have, with different values. */
export function differingFields(a: Node, b: Node): string[] {
	return Object.keys(a).filter(
		(name) => name in b && !isEqual(a[name], b[name]),
	);
}
