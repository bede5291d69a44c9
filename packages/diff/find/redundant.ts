/** Which findings another comparison reports already. */
import { isDeepStrictEqual } from "node:util";
import type { LocatedFinding } from "./locate.ts";
import { isLimit, limitSameIntegers } from "./normalize/integer-limits.ts";
import type { Finding } from "./redocly.ts";
import { isOpenListEntry, isProse } from "./severity.ts";

/** Whether a finding adds nothing to what is reported elsewhere. */
export function isRedundant({
	finding,
	before,
	after,
}: Pick<LocatedFinding, "finding" | "before" | "after">): boolean {
	const { path, typeName, kind, property = "" } = finding;
	// Unused in this direction.
	if (/^#\/components\/(?!securitySchemes)/.test(path)) return true;
	if (isReordered(finding)) return true;
	if (path === "#/info") return property === "version";
	// The type says that a number must now be an integer, or no longer.
	if (isLimit(property) && before && after && limitSameIntegers(before, after))
		return true;
	// The enum of a closed list has the same values.
	if (isOpenListEntry(path) && !isProse(finding))
		return (after ?? before)?.enum !== undefined;
	switch (typeName) {
		// client-names.ts has operations, events and their paths; examples.ts has the examples.
		case "PathItem":
			return kind !== "modified" || property === "key";
		case "Operation":
			return (
				kind !== "modified" || property === "operationId" || property === "tags"
			);
		case "Example":
		case "ExamplesMap":
			return true;
		case "Parameter":
			return (
				(after ?? before)?.in === "path" &&
				(property === "name" || property === "key")
			);
		default:
			// The schemas of a discriminator's mapping are compared as variants.
			return (
				kind !== "modified" && /\/discriminator\/mapping\/[^/]+$/.test(path)
			);
	}
}

/** Whether a list of values or names is merely in another order. */
function isReordered({ property, base, revision }: Finding): boolean {
	const lists = [base?.value, revision?.value];
	if (property !== "enum" && property !== "required") return false;
	if (!lists.every(Array.isArray)) return false;
	const [before, after] = lists.map((list) => new Set(list as unknown[]));
	return isDeepStrictEqual(before, after);
}
