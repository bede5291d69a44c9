/** What somebody meant who made a typing mistake. */

/**
 * A question for the end of an error, with a space before it: ` Did you mean --port?`; nothing if no name is near.
 *
 * @param prefix Stands before the name.
 */
export function suggest(
	given: string,
	names: readonly string[],
	prefix = "",
): string {
	const [nearest] = names
		.map((name) => ({ name, distance: distanceOf(given, name) }))
		.filter(({ name, distance }) => distance <= Math.max(1, name.length / 3))
		.sort((a, b) => a.distance - b.distance);
	return nearest ? ` Did you mean ${prefix}${nearest.name}?` : "";
}

/** How many letters are to be added, taken out, replaced or swapped with the next: the optimal string alignment distance. */
function distanceOf(from: string, to: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (let row = 1; row <= from.length; row++) {
		const current = [row];
		for (let column = 1; column <= to.length; column++) {
			const same = from[row - 1] === to[column - 1];
			const swapped =
				from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
			current.push(
				Math.min(
					(last[column] ?? 0) + 1,
					(current[column - 1] ?? 0) + 1,
					(last[column - 1] ?? 0) + (same ? 0 : 1),
					swapped
						? (beforeLast[column - 2] ?? 0) + 1
						: Number.POSITIVE_INFINITY,
				),
			);
		}
		[beforeLast, last] = [last, current];
	}
	return last.at(-1) ?? 0;
}
