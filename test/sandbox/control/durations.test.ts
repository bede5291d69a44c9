/** ISO 8601 durations, by the calendar. */
import { expect, test } from "vitest";
import {
	addDuration,
	milliseconds,
} from "../../../packages/sandbox/control/durations.ts";
import { useControlled } from "../setup/control.ts";

test.each([
	["2025-01-31T10:00:00.000Z", "P1M", "2025-02-28T10:00:00.000Z"],
	["2024-01-31T10:00:00.000Z", "P1M", "2024-02-29T10:00:00.000Z"],
	["2024-02-29T10:00:00.000Z", "P1Y", "2025-02-28T10:00:00.000Z"],
	["2025-03-31T10:00:00.000Z", "P1M1D", "2025-05-01T10:00:00.000Z"],
	["2025-12-31T23:59:59.999Z", "PT1S", "2026-01-01T00:00:00.999Z"],
	["2025-03-30T00:30:00.000Z", "P1D", "2025-03-31T00:30:00.000Z"],
	["2025-04-05T10:30:00.000Z", "P2W", "2025-04-19T10:30:00.000Z"],
	["2025-04-05T10:30:00.000Z", "P1Y2M3DT4H5M6S", "2026-06-08T14:35:06.000Z"],
])("%s and %s is %s", (from, by, to) => {
	expect(addDuration(new Date(from), by)?.toISOString()).toBe(to);
});

test.each(["P9000Y", "P99999999999999Y"])("%s is too long", (by) => {
	expect(addDuration(new Date(0), by)).toBeUndefined();
	expect(milliseconds(by)).toBe(Infinity);
});

test("milliseconds", () => {
	expect(milliseconds("PT1M30S")).toBe(90_000);
});

const sandbox = useControlled();

test("advances, freezes and resumes the clock", async () => {
	const { clock } = sandbox.control;
	await clock.freeze();
	await clock.advance({ to: "2026-01-31t12:00:00+01:00" });
	expect(await clock.advance({ by: "P1M" })).toStrictEqual({
		data: { now: "2026-02-28T11:00:00.000Z", frozen: true },
	});
	expect((await clock.resume()).data.frozen).toBe(false);
	expect(
		await sandbox.ask("POST", "/clock/advance", { by: "P9000Y" }),
	).toMatchObject({
		status: 400,
		body: { error: { details: "P9000Y leads past the year 2099." } },
	});
	for (const to of ["2100-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
		expect(await sandbox.ask("POST", "/clock/advance", { to })).toMatchObject({
			status: 400,
			body: { error: { details: "`to` must be in the years 2000 to 2099" } },
		});
	const to = "2099-12-31T23:59:59-12:00";
	expect(await sandbox.ask("POST", "/clock/advance", { to })).toMatchObject({
		status: 400,
		body: {
			error: { details: "2100-01-01T11:59:59.000Z leads past the year 2099." },
		},
	});
	// A leap second, which no Date has.
	expect(
		await sandbox.ask("POST", "/clock/advance", { to: "2016-12-31T23:59:60Z" }),
	).toMatchObject({
		status: 400,
		body: { error: { details: expect.stringContaining("past") } },
	});
});
