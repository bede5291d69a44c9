/** Suggestions for mistyped names. */

/**
 * A question to append to an error, ` Did you mean --port?`; empty if no name is similar. Case is ignored.
 *
 * @param prefix Printed before the name.
 */
export function suggest(
	input: string,
	names: readonly string[],
	prefix = "",
): string {
	const [nearest] = names
		.map((name) => ({
			name,
			distance: distanceOf(input.toLowerCase(), name.toLowerCase()),
		}))
		.filter(({ name, distance }) => distance <= Math.max(1, name.length / 3))
		.sort((a, b) => a.distance - b.distance);
	return nearest ? ` Did you mean ${prefix}${nearest.name}?` : "";
}

/** The optimal string alignment distance: insertions, deletions, substitutions and swaps of adjacent letters. */
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
