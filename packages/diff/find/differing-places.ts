/** Compares JSON values by their content, whatever the order of keys. */
import { isDeepStrictEqual } from "node:util";
import { escapePointer, type Node } from "@lomi/spec";

/** JSON pointers to the smallest parts that differ, except the version of a description. */
export function differingPlaces(
	base: unknown,
	revision: unknown,
	pointer = "#",
): string[] {
	if (pointer === "#/info/version" || isDeepStrictEqual(base, revision))
		return [];
	if (!isContainer(base) || !isContainer(revision)) return [pointer];
	const keys = new Set([...Object.keys(base), ...Object.keys(revision)]);
	return [...keys].flatMap((key) =>
		differingPlaces(
			base[key],
			revision[key],
			`${pointer}/${escapePointer(key)}`,
		),
	);
}

function isContainer(value: unknown): value is Node {
	return typeof value === "object" && value !== null;
}
