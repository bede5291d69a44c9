/** Makes extensions shallow enough to be compared. */

/**
 * Puts the leaves of an extension side by side, named by their paths: `{ "CARDS.percent": 4 }`. Redocly compares no more than one level.
 * Lists of values stay lists.
 */
export function flattenExtension(value: unknown): unknown {
	if (typeof value !== "object" || value === null || isFlatList(value))
		return value;
	const leaves: [string, unknown][] = Object.entries(value).flatMap(
		([key, each]): [string, unknown][] => {
			const below = flattenExtension(each);
			if (typeof below !== "object" || below === null || isFlatList(below))
				return [[key, isFlatList(below) ? JSON.stringify(below) : below]];
			const entries = Object.entries(below);
			// An empty object is a leaf, too.
			if (entries.length === 0) return [[key, "{}"]];
			return entries.map(([name, leaf]) => [`${key}.${name}`, leaf]);
		},
	);
	return Object.fromEntries(leaves);
}

function isFlatList(value: unknown): boolean {
	return (
		Array.isArray(value) &&
		value.every((item) => typeof item !== "object" || item === null)
	);
}
