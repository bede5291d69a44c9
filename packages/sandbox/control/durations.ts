/** ISO 8601 durations, by the calendar: a month on from 31 January is the last day of February. */
import { refuseInput } from "@lomi/http";

const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * The time so much later. It refuses the request where that is beyond what RFC 3339 can write.
 *
 * @param by A duration that the description's `duration` format has let through.
 */
export async function addDuration(from: Date, by: string): Promise<Date> {
	// Most sandboxes are never asked, and loading it takes as long as starting one.
	const { Instant } = await import("temporal-polyfill").then(
		({ Temporal }) => Temporal,
	);
	try {
		const to = Instant.fromEpochMilliseconds(from.getTime())
			.toZonedDateTimeISO("UTC")
			.add(by).epochMilliseconds;
		if (to <= LATEST) return new Date(to);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
	}
	return refuseInput(`${by} leads beyond the year 9999.`);
}

/** How long a duration is, in milliseconds: a month is one of 31 days. */
export async function milliseconds(duration: string): Promise<number> {
	const epoch = new Date(0);
	return (await addDuration(epoch, duration)).getTime();
}
