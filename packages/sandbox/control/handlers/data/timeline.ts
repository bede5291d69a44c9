/** The timeline of a subscription: what has happened to it, and what is going to. */
import { type Description, subscriptionStates } from "@lomi/spec";
import { sql } from "kysely";
import type { Database } from "../../../db/database.ts";
import {
	EVENT_SUBSCRIPTION,
	IS_SUBSCRIPTION_EVENT,
} from "../../../db/migrations.ts";
import type { RefundRow, TransactionRow } from "../../../db/tables.ts";
import { valuesOf } from "../../../db/values.ts";
import type { Serializers } from "../../../engine/serializers.ts";
import { subscriptionsWithPlans } from "../../../engine/subscriptions.ts";
import { upcomingOf } from "../../../engine/upcoming-charges.ts";
import { readSchedule } from "../../../schedule.ts";
import type { SubscriptionStatus } from "../../../schema-types.ts";
import { type ControlHandlers, refuseAs } from "../../context.ts";
import { entriesOf, type SubscriptionEvent } from "./timeline-entries.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	database: Database;
	serializers: Pick<Serializers, "subscription">;
}

/** Entries of the future that are shown. */
const MOST_UPCOMING = 6;

export function timeline({
	api,
	database,
	serializers,
}: Parts): ControlHandlers {
	const schedule = readSchedule(api);
	const states = subscriptionStates<SubscriptionStatus>(api);

	const readTransactions = (id: string): Promise<TransactionRow[]> =>
		database
			.selectFrom("transactions")
			.selectAll()
			.where("subscription_id", "=", id)
			.orderBy("created_at")
			// In the order of their creation, which IDs don't have.
			.orderBy(sql.ref("transactions.rowid"))
			.execute();

	const readRefunds = (transactions: TransactionRow[]): Promise<RefundRow[]> =>
		database
			.selectFrom("refunds")
			.selectAll()
			.where(
				"transaction_id",
				"in",
				valuesOf(transactions.map((each) => each.transaction_id)),
			)
			.where("status", "!=", "failed")
			.execute();

	const readEvents = async (id: string) => {
		const { rows } = await sql<SubscriptionEvent>`
			SELECT event_id, event_type, created_at FROM events
			WHERE ${sql.raw(EVENT_SUBSCRIPTION)} = ${id} AND ${sql.raw(IS_SUBSCRIPTION_EVENT)}
			ORDER BY sequence`.execute(database);
		return rows;
	};

	return {
		async getTimeline(context) {
			const { subscription_id: id } = context.path;
			const row =
				(await subscriptionsWithPlans(database)
					.where("subscription_id", "=", id)
					.executeTakeFirst()) ??
				refuseAs(context, 404, `There is no subscription with ID \`${id}\`.`);
			const transactions = await readTransactions(id);
			const { plan_amount, plan_currency_code: currency_code } = row;
			return {
				data: {
					subscription: serializers.subscription(row),
					entries: entriesOf(row, {
						transactions,
						refunds: await readRefunds(transactions),
						events: await readEvents(id),
					}),
					upcoming: upcomingOf(schedule, states, row, MOST_UPCOMING).map(
						({ at, kind }) => ({
							at,
							kind,
							amount: kind === "end" ? null : plan_amount,
							currency_code,
						}),
					),
				},
			};
		},
	};
}
