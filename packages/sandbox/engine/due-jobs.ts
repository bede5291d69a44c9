/** Scheduled work: pending payments that settle, sessions and subscriptions that expire, charges. */
import type { SubscriptionStates } from "@lomi/spec";
import { sql } from "kysely";
import type { SessionStatus, SubscriptionStatus } from "../schema-types.ts";
import type { FinalStatus, PaymentAttempts } from "./payment-attempts.ts";
import type { Payments } from "./payments.ts";
import type { Subscriptions } from "./subscriptions.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface DueJobs {
	/** Time of the next job, in ISO 8601; undefined if there is none. */
	next(on: UnitOfWork["on"]): Promise<string | undefined>;
	/** Runs all jobs that are due at the unit of work's time. */
	run(work: UnitOfWork): Promise<void>;
}

const OPEN: SessionStatus = "open";

export function createDueJobs(
	attempts: PaymentAttempts,
	payments: Payments,
	subscriptions: Subscriptions,
	states: SubscriptionStates<SubscriptionStatus>,
): DueJobs {
	// Literals, in the order of the index: SQLite only uses a partial index if it can prove its condition.
	const running = states.running.map(sql.lit);
	const charged = states.charged.map(sql.lit);
	const settle = async (work: UnitOfWork) => {
		const rows = await work.on
			.selectFrom("transactions")
			.selectAll()
			.where("settles_at", "<=", work.at)
			.orderBy("settles_at")
			.orderBy("transaction_id")
			.execute();
		for (const row of rows) {
			const status = row.settles_as as FinalStatus;
			if (row.checkout_session_id) await payments.settle(work, row, status);
			else
				await subscriptions.continueAfter(
					work,
					await attempts.settle(work, row, status),
				);
		}
	};

	const expireSessions = async (work: UnitOfWork) => {
		const rows = await work.on
			.selectFrom("checkout_sessions")
			.select("checkout_session_id")
			.where("status", "=", OPEN)
			.where("expires_at", "<=", work.at)
			.orderBy("expires_at")
			.execute();
		for (const row of rows)
			await payments.expire(work, row.checkout_session_id);
	};

	const expireSubscriptions = async (work: UnitOfWork) => {
		const rows = await work.on
			.selectFrom("subscriptions")
			.select("subscription_id")
			.where("end_date", "<=", work.at)
			.where("status", "in", running)
			.orderBy("end_date")
			.orderBy("subscription_id")
			.execute();
		for (const row of rows)
			await subscriptions.expire(work, row.subscription_id);
	};

	const charge = async (work: UnitOfWork) => {
		const rows = await work.on
			.selectFrom("subscriptions")
			.select("subscription_id")
			.where("next_billing_date", "<=", work.at)
			.where("is_charging", "=", sql.lit(0))
			.where("status", "in", charged)
			.orderBy("next_billing_date")
			.orderBy("subscription_id")
			.execute();
		for (const row of rows)
			await subscriptions.charge(work, row.subscription_id);
	};

	return {
		async next(on) {
			// Each subquery reads the first entry of an index.
			const { rows } = await sql<{ at: string | null }>`
				select min(at) as at from (
					select min(settles_at) as at from transactions where settles_at is not null
					union all select min(expires_at) from checkout_sessions where status = ${OPEN}
					union all select min(end_date) from subscriptions
						where end_date is not null and status in (${sql.join(running)})
					union all select min(next_billing_date) from subscriptions
						where next_billing_date is not null and is_charging = 0 and status in (${sql.join(charged)}))`.execute(
				on,
			);
			return rows[0]?.at ?? undefined;
		},

		async run(work) {
			// A payment just before the deadline counts, and an expired subscription isn't charged.
			await settle(work);
			await expireSessions(work);
			await expireSubscriptions(work);
			await charge(work);
		},
	};
}
