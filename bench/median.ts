/** The middle one of some measurements; one slow run of a busy machine doesn't move it. */
export function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
