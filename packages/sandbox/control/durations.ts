/** ISO 8601 durations, counted by the calendar: a month after 31 January is the last day of February. */
import { Temporal } from "temporal-polyfill";

/** The end of the years that requests can name. */
export const LATEST = new Date("2099-12-31T23:59:59.999Z");

/**
 * Adds a duration. Undefined if the result is after {@link LATEST}.
 *
 * @param by A valid duration.
 */
export function addDuration(from: Date, by: string): Date | undefined {
	try {
		const to = Temporal.Instant.fromEpochMilliseconds(from.getTime())
			.toZonedDateTimeISO("UTC")
			.add(by).epochMilliseconds;
		return to <= LATEST.getTime() ? new Date(to) : undefined;
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return undefined;
	}
}

/** The length of a duration in milliseconds, with months of 31 days. Infinite if it is longer than a century. */
export function milliseconds(duration: string): number {
	return addDuration(new Date(0), duration)?.getTime() ?? Infinity;
}
