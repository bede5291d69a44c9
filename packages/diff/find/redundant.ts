/** Which findings another comparison reports already. */

import { isLimit, limitSameIntegers } from "./integer-limits.ts";
import type { LocatedFinding } from "./locate.ts";
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
