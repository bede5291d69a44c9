/** Compares descriptions by what they contain, whatever the order of keys, and wherever it is written. */
import { isDeepStrictEqual } from "node:util";
import {
	type Description,
	escapePointer,
	type Node,
	resolve,
} from "@lomi/spec";

/** Lists whose order means nothing. The order of path parameters, which does, is compared elsewhere; the tags of the root are in the docs' order. */
const UNORDERED =
	/\/(allOf|anyOf|enum|oneOf|parameters|required|security)$|^#\/(paths|webhooks)\/.*\/tags$/;
/** Components that count for nothing where nothing refers to them. The client exports the schemas, and keys are referred to by name. */
const UNCOUNTED = /^#\/components\/(?!schemas|securitySchemes)\w+(\/[^/]+)?$/;

/**
 * Returns JSON pointers to the smallest parts that differ, except the version. A reference equals what it refers to.
 *
 * @returns Pointers into the revision, or into the base for what was removed.
 */
export function differingPlaces(
	base: Description,
	revision: Description,
): string[] {
	return [...new Set(comparePlaces(base, revision, "#", new Set()))];

	/** @param above The pairs of references that led here: schemas may be recursive. */
	function comparePlaces(
		before: unknown,
		after: unknown,
		pointer: string,
		above: Set<string>,
	): string[] {
		if (pointer === "#/info/version" || isDeepStrictEqual(before, after))
			return [];
		if (UNCOUNTED.test(pointer) && !(before && after)) return [];
		if (!isContainer(before) || !isContainer(after)) return [pointer];
		if (before.$ref !== after.$ref) {
			const pair = `${before.$ref} ${after.$ref} ${pointer}`;
			return above.has(pair)
				? []
				: comparePlaces(
						inline(base, before),
						inline(revision, after),
						after.$ref ?? pointer,
						new Set(above).add(pair),
					);
		}
		if (
			UNORDERED.test(pointer) &&
			Array.isArray(before) &&
			Array.isArray(after)
		)
			return haveSameItems(before, after, above) ? [] : [pointer];
		const [old, now]: [Node, Node] = [before, after];
		const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
		return [...keys].flatMap((key) =>
			comparePlaces(
				old[key],
				now[key],
				`${pointer}/${escapePointer(key)}`,
				above,
			),
		);
	}

	function haveSameItems(
		before: unknown[],
		after: unknown[],
		above: Set<string>,
	): boolean {
		const others = [...after];
		for (const item of before) {
			const index = others.findIndex(
				(other) => comparePlaces(item, other, "#", above).length === 0,
			);
			if (index < 0) return false;
			others.splice(index, 1);
		}
		return others.length === 0;
	}
}

/** What a node refers to, with what stands beside the reference. */
function inline(document: Description, { $ref, ...siblings }: Node): Node {
	return $ref ? { ...resolve(document, { $ref }), ...siblings } : siblings;
}

function isContainer(value: unknown): value is Node {
	return typeof value === "object" && value !== null;
}
