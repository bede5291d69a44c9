/** What happens next, without running anything: scheduled work, and attempts to deliver. */
import { NEVER } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { DueJobs } from "./due-jobs.ts";
import type { UpcomingJob } from "./engine.ts";

/**
 * The next jobs and deliveries, the earliest first.
 *
 * @param most How many to return at most.
 * @param merchant_id Only this merchant's.
 */
export async function readUpcomingJobs(
	database: Database,
	dueJobs: Pick<DueJobs, "find">,
	most: number,
	merchant_id: string | undefined,
): Promise<UpcomingJob[]> {
	const jobs = await dueJobs.find(database, NEVER, merchant_id, most);
	const deliveries = await readDeliveries(database, most, merchant_id);
	return [...jobs.map(serializeJob), ...deliveries]
		.sort((one, other) =>
			one.due_at < other.due_at ? -1 : one.due_at > other.due_at ? 1 : 0,
		)
		.slice(0, most);
}

function serializeJob({ kind, resource_id, merchant_id, due_at }: UpcomingJob) {
	return { kind, resource_id, merchant_id, due_at };
}

/** The next deliveries of each endpoint, which is how the index has them. */
async function readDeliveries(
	database: Database,
	most: number,
	merchant_id: string | undefined,
): Promise<UpcomingJob[]> {
	const endpoints = await database
		.selectFrom("webhooks")
		.select("id")
		.where("active", "=", 1)
		.execute();
	const found: UpcomingJob[] = [];
	for (const { id } of endpoints) {
		let rows = database
			.selectFrom("deliveries")
			.innerJoin("events", "events.event_id", "deliveries.event_id")
			.select(["events.event_id", "merchant_id", "due_at"])
			.where("webhook_id", "=", id)
			.where("due_at", "is not", null)
			.$narrowType<{ due_at: string }>();
		if (merchant_id) rows = rows.where("merchant_id", "=", merchant_id);
		const next = await rows
			.orderBy("due_at")
			.orderBy("deliveries.sequence")
			.limit(most)
			.execute();
		found.push(
			...next.map(({ event_id, ...row }) => ({
				kind: "delivery" as const,
				resource_id: event_id,
				...row,
			})),
		);
	}
	return found;
}
