/** ISO 8601 durations, counted by the calendar: a month after 31 January is the last day of February. */
import { refuseInput } from "@lomi/http";
import { Temporal } from "temporal-polyfill";

const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * Adds a duration. Refuses the request if the result is beyond what RFC 3339 can express.
 *
 * @param by A valid duration.
 */
export function addDuration(from: Date, by: string): Date {
	try {
		const to = Temporal.Instant.fromEpochMilliseconds(from.getTime())
			.toZonedDateTimeISO("UTC")
			.add(by).epochMilliseconds;
		if (to <= LATEST) return new Date(to);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
	}
	return refuseInput(`${by} leads past the year 9999.`);
}

/** The length of a duration in milliseconds, with months of 31 days. */
export function milliseconds(duration: string): number {
	const epoch = new Date(0);
	return addDuration(epoch, duration).getTime();
}
