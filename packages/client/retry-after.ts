/**
 * Reads `Retry-After`: seconds, or a date. `fetch` joins several headers with commas, and a date has a comma after its weekday, so each
 * part between commas that can be read is read, and the longest delay wins.
 *
 * @returns Milliseconds from now, 0 for a time that is over; undefined if nothing in it can be read.
 */
export function parseRetryAfter(text: string): number | undefined {
	const delays = text
		.split(",")
		.filter((part) => part.trim())
		.map((part) =>
			// `Date.parse` takes almost anything for a date, such as "soon 3". An HTTP date has a time of day.
			part.includes(":") ? Date.parse(part) - Date.now() : Number(part) * 1000,
		)
		.filter((delay) => !Number.isNaN(delay));
	return delays.length > 0 ? Math.max(0, ...delays) : undefined;
}
