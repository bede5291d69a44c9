/** Subscriptions over time: they begin, are charged when it is due and again when that fails, and end. */
import type { Transaction, Updateable } from "kysely";
import type { Shown } from "../data/shown.ts";
import type { Database } from "../data/sqlite.ts";
import type { Tables } from "../data/tables.ts";
import { type Random, uuid } from "../random.ts";
import type { Schedule } from "../schedule.ts";
import { type Attempts, endingOf } from "./attempts.ts";
import type {
	Outcome,
	ProviderRow,
	SessionRow,
	TransactionRow,
} from "./backstage.ts";
import { later, type Moment } from "./moment.ts";
import type { EventName, Outbox } from "./outbox.ts";
import { outcomeOf } from "./outcomes.ts";

const DAY = 24 * 60 * 60 * 1000;

/** In these it is charged when it is due. */
export const CHARGED = ["pending", "trial", "active", "past_due"] as const;
/** In these it has an end to come. */
export const ENDING = [...CHARGED, "paused"] as const;

/** What a plan says of its subscriptions. */
type Plan = Pick<
	Tables["plans"],
	| "plan_id"
	| "name"
	| "amount"
	| "currency_code"
	| "billing_frequency"
	| "charge_day"
	| "first_payment_type"
	| "failed_payment_action"
>;

export interface Subscriptions {
	/** What is paid when a subscription to a plan begins, in the currency's smallest unit; 0 where it begins with a trial. */
	firstPayment(plan: Plan, at: string): number;
	/** Begins the subscription of somebody who has paid for a plan, or need not yet. */
	begin(
		moment: Moment,
		plan: Plan,
		customer: { customer_id: string; name: string; email: string | null },
		session: SessionRow,
	): Promise<string>;
	/** Writes the event of one that has begun. */
	announce(moment: Moment, subscription_id: string): Promise<void>;
	/** Charges what is due. */
	charge(moment: Moment, subscription_id: string): Promise<void>;
	/** Takes what is due and could not be charged for paid. */
	payDue(moment: Moment, subscription_id: string): Promise<void>;
	/** Goes on after an attempt to charge is over. */
	goOn(moment: Moment, transaction: TransactionRow): Promise<void>;
	/** Ends one that has come to its end. */
	expire(moment: Moment, subscription_id: string): Promise<void>;
}

/** A subscription with what it takes to charge it, and to show it. */
export function subscriptionsWithPlans(on: Database | Transaction<Tables>) {
	return on
		.selectFrom("subscriptions")
		.innerJoin("plans", "plans.plan_id", "subscriptions.plan_id")
		.selectAll("subscriptions")
		.select([
			"plans.name as plan_name",
			"plans.amount as plan_amount",
			"plans.currency_code as plan_currency_code",
			"plans.billing_frequency as plan_billing_frequency",
			"plans.charge_day",
			"plans.failed_payment_action",
		]);
}

export function createSubscriptions(
	random: Random,
	schedule: Schedule,
	shown: Shown,
	{ emit }: Outbox,
	attempts: Attempts,
): Subscriptions {
	const read = ({ on }: Moment, id: string) =>
		subscriptionsWithPlans(on)
			.where("subscription_id", "=", id)
			.executeTakeFirstOrThrow();
	type Row = Awaited<ReturnType<typeof read>>;

	const tell = async (moment: Moment, id: string, type: EventName) => {
		const row = await read(moment, id);
		await emit(moment, row, type, shown.subscription(row));
	};

	const change = ({ on, at }: Moment, id: string, fields: Changes) =>
		on
			.updateTable("subscriptions")
			.set({ ...fields, updated_at: at })
			.where("subscription_id", "=", id)
			.execute();

	/** The first due date after a time; null where there is none, or it ends before. */
	const dueAfter = (row: Row, time: string) => {
		const charges = {
			start_date: row.billing_anchor ?? row.start_date,
			billing_frequency: row.plan_billing_frequency,
			charge_day: row.charge_day,
		};
		const due = schedule.after(charges, time);
		return due === undefined || (row.end_date && due >= row.end_date)
			? null
			: due;
	};

	/** With what the last payment was made, or else what there is. */
	const providerFor = async ({ on }: Moment, row: Row) => {
		const last = await on
			.selectFrom("transactions")
			.select("provider_code")
			.where("subscription_id", "=", row.subscription_id)
			.orderBy("created_at", "desc")
			.limit(1)
			.executeTakeFirst();
		const all = await on
			.selectFrom("providers")
			.selectAll()
			.where("merchant_id", "=", row.merchant_id)
			.orderBy("place")
			.execute();
		const used = all.find(({ code }) => code === last?.provider_code);
		return used ?? all.find(({ is_connected }) => is_connected) ?? all[0];
	};

	/** How an attempt ends: as the customer's number says, if there still are customer and provider. */
	const outcomeFor = async (
		{ on }: Moment,
		row: Row,
		provider: ProviderRow,
	): Promise<Outcome> => {
		if (!provider.is_connected) return "provider_down";
		const customer = await on
			.selectFrom("customers")
			.select("phone_number")
			.where("customer_id", "=", row.customer_id)
			.executeTakeFirst();
		return customer ? outcomeOf(customer.phone_number) : "declined";
	};

	const goOn = async (moment: Moment, transaction: TransactionRow) => {
		const id = transaction.subscription_id ?? "";
		const row = await read(moment, id);
		// It was paused, cancelled or ended while the attempt was under way.
		if (!CHARGED.some((status) => status === row.status)) {
			await change(moment, id, SETTLED);
			return;
		}
		if (transaction.status !== "completed") return fail(moment, row);
		return renew(moment, row);
	};

	const renew = async (moment: Moment, row: Row) => {
		await change(moment, row.subscription_id, {
			...SETTLED,
			status: "active",
			next_billing_date: dueAfter(row, row.due_since ?? moment.at),
		});
		await tell(moment, row.subscription_id, "SUBSCRIPTION_RENEWED");
	};

	const fail = async (moment: Moment, row: Row) => {
		const { on, at } = moment;
		const id = row.subscription_id;
		const merchant = await on
			.selectFrom("merchants")
			.select(["retry_payment_every", "total_retries"])
			.where("merchant_id", "=", row.merchant_id)
			.executeTakeFirstOrThrow();
		const failed_attempts = row.failed_attempts + 1;
		const isLast = failed_attempts > merchant.total_retries;
		const changes: Changes = isLast
			? { ...SETTLED, ...afterLast(row, at) }
			: {
					is_charging: 0,
					status: "past_due",
					failed_attempts,
					next_billing_date: later(at, merchant.retry_payment_every * DAY),
				};
		await change(moment, id, changes);
		await tell(moment, id, "SUBSCRIPTION_PAYMENT_FAILED");
		if (changes.status === "cancelled")
			await tell(moment, id, "SUBSCRIPTION_CANCELED");
	};

	/** What the plan has become of one that can't be charged. */
	const afterLast = (row: Row, at: string): Changes => {
		switch (row.failed_payment_action) {
			case "cancel":
				return { status: "cancelled", end_date: at, next_billing_date: null };
			case "pause":
				// What was due stays due.
				return { status: "paused", next_billing_date: row.due_since };
			default:
				return {
					status: "active",
					next_billing_date: dueAfter(row, row.due_since ?? at),
				};
		}
	};

	return {
		firstPayment(plan, at) {
			if (plan.first_payment_type === "non_initial") return 0;
			if (plan.first_payment_type !== "prorated") return plan.amount;
			return share(schedule, plan, at);
		},

		async begin(moment, plan, customer, session) {
			const { on, at } = moment;
			const { first_payment_type: first } = plan;
			const subscription_id = uuid(random);
			const due = schedule.after(
				{ ...plan, start_date: at },
				at,
				first === "prorated",
			);
			await on
				.insertInto("subscriptions")
				.values({
					subscription_id,
					merchant_id: session.merchant_id,
					organization_id: session.organization_id,
					plan_id: plan.plan_id,
					customer_id: customer.customer_id,
					customer_name: customer.name,
					customer_email: customer.email,
					status: first === "non_initial" ? "trial" : "active",
					start_date: at,
					end_date: null,
					next_billing_date: due ?? null,
					metadata: session.metadata,
					created_at: at,
					updated_at: at,
				})
				.execute();
			return subscription_id;
		},

		announce: (moment, id) => tell(moment, id, "SUBSCRIPTION_CREATED"),

		async charge(moment, id) {
			const row = await read(moment, id);
			const provider = await providerFor(moment, row);
			if (!provider) throw new Error(`${row.merchant_id} has no provider.`);
			const outcome = await outcomeFor(moment, row, provider);
			await change(moment, id, {
				is_charging: 1,
				due_since: row.due_since ?? row.next_billing_date,
			});
			const customer = await moment.on
				.selectFrom("customers")
				.select("customer_id")
				.where("customer_id", "=", row.customer_id)
				.executeTakeFirst();
			const begun = await attempts.begin(moment, row, provider, {
				customer_id: customer?.customer_id ?? null,
				amount: row.plan_amount,
				currency_code: row.plan_currency_code,
				description: row.plan_name,
				metadata: row.metadata,
				subscription_id: id,
			});
			const { at } = moment;
			const { ending, time } = endingOf(outcome, at, later(at, TO_CONFIRM));
			if (time) await attempts.settleLater(moment, begun, ending, time);
			else await goOn(moment, await attempts.settle(moment, begun, ending));
		},

		goOn,

		async payDue(moment, id) {
			const row = await subscriptionsWithPlans(moment.on)
				.where("subscription_id", "=", id)
				.where("status", "=", "past_due")
				.executeTakeFirst();
			if (row && !row.is_charging) await renew(moment, row);
		},

		async expire(moment, id) {
			await change(moment, id, {
				...SETTLED,
				status: "expired",
				next_billing_date: null,
			});
		},
	};
}

type Changes = Updateable<Tables["subscriptions"]>;

/** No attempt to charge is under way or to be made again. */
const SETTLED = {
	is_charging: 0,
	failed_attempts: 0,
	due_since: null,
} as const;

/** How long a customer has to confirm a charge. */
const TO_CONFIRM = 30 * 60_000;

/** What is paid for a cycle that began before the subscription does: as much as of its time is left. */
function share(schedule: Schedule, plan: Plan, at: string): number {
	const charges = { ...plan, start_date: at };
	const next = schedule.after(charges, at, true);
	if (next === undefined || plan.charge_day === null) return plan.amount;
	const before = schedule.dueDate({ ...charges, start_date: next }, -1) ?? at;
	const [from, to] = [Date.parse(before), Date.parse(next)];
	const part = (to - Date.parse(at)) / (to - from);
	return Math.max(1, Math.round(plan.amount * part));
}
