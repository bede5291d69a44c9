/** The lifecycle of subscriptions: creation, charges, retries, expiry. */
import type { Updateable } from "kysely";
import { later } from "../clock.ts";
import type { Connection } from "../db/sqlite.ts";
import type {
	ProviderRow,
	SessionRow,
	Tables,
	TransactionRow,
} from "../db/tables.ts";
import { type Random, uuid } from "../random.ts";
import type { Schedule } from "../schedule.ts";
import type { Outcome } from "./engine.ts";
import type { EventName, Outbox } from "./outbox.ts";
import { type PaymentAttempts, settlementOf } from "./payment-attempts.ts";
import type { Serializers } from "./serializers.ts";
import { outcomeOfPhone } from "./test-phone-numbers.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Sorts after all times. */
const NEVER = "~";

/** Statuses in which due charges are made. */
export const BILLABLE = ["pending", "trial", "active", "past_due"] as const;
/** Statuses in which the end date applies. */
export const EXPIRABLE = [...BILLABLE, "paused"] as const;

/** The fields of a plan that matter to its subscriptions. */
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
	/** Amount of the first payment, in the currency's smallest unit; 0 if the plan starts with a trial. */
	firstPayment(plan: Plan, at: string): number;
	/** Creates a subscription for a customer who has paid for a plan, or starts a trial. */
	begin(
		work: UnitOfWork,
		plan: Plan,
		customer: { customer_id: string; name: string; email: string | null },
		session: SessionRow,
	): Promise<string>;
	/** Emits the event of a new subscription. */
	emitCreated(work: UnitOfWork, subscription_id: string): Promise<void>;
	/** Charges a due subscription. */
	charge(work: UnitOfWork, subscription_id: string): Promise<void>;
	/** Marks the overdue charge that a session paid for, if it paid at least what is due, and for nothing else. */
	markDuePaid(
		work: UnitOfWork,
		session: SessionRow,
		payment: TransactionRow,
	): Promise<void>;
	/** Continues after an attempt to charge was settled. */
	continueAfter(work: UnitOfWork, transaction: TransactionRow): Promise<void>;
	/** Expires a subscription at its end date. */
	expire(work: UnitOfWork, subscription_id: string): Promise<void>;
}

/** Subscriptions with the plan fields that charging and serializing them needs. */
export function subscriptionsWithPlans(on: Connection) {
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
	serializers: Serializers,
	{ emit }: Outbox,
	attempts: PaymentAttempts,
): Subscriptions {
	const read = ({ on }: UnitOfWork, id: string) =>
		subscriptionsWithPlans(on)
			.where("subscription_id", "=", id)
			.executeTakeFirstOrThrow();
	type Row = Awaited<ReturnType<typeof read>>;

	/** Updates a subscription, and returns its new state. */
	const change = async (
		{ on, at }: UnitOfWork,
		row: Row,
		fields: Changes,
	): Promise<Row> => {
		const changes = { ...fields, updated_at: at };
		await on
			.updateTable("subscriptions")
			.set(changes)
			.where("subscription_id", "=", row.subscription_id)
			.execute();
		return { ...row, ...(changes as Partial<Row>) };
	};

	const emitEvent = (work: UnitOfWork, row: Row, type: EventName) =>
		emit(work, row, type, serializers.subscription(row));

	/** The first due date after a time; null if there is none before the end date. */
	const dueAfter = (row: Row, time: string) => {
		const charges = {
			start_date: row.billing_anchor ?? row.start_date,
			billing_frequency: row.plan_billing_frequency,
			charge_day: row.charge_day,
		};
		const due = schedule.after(charges, time) ?? NEVER;
		return due < (row.end_date ?? NEVER) ? due : null;
	};

	/** The provider of the last payment, or else the first one, preferring those that are connected. */
	const providerFor = ({ on }: UnitOfWork, row: Row) =>
		on
			.selectFrom("providers")
			.selectAll()
			.where("merchant_id", "=", row.merchant_id)
			.orderBy(
				({ eb, selectFrom }) =>
					eb(
						"code",
						"=",
						selectFrom("transactions")
							.select("provider_code")
							.where("subscription_id", "=", row.subscription_id)
							.orderBy("created_at", "desc")
							.limit(1),
					),
				"desc",
			)
			.orderBy("is_connected", "desc")
			.orderBy("place")
			.limit(1)
			.executeTakeFirstOrThrow();

	const findCustomer = ({ on }: UnitOfWork, { customer_id }: Row) =>
		on
			.selectFrom("customers")
			.select(["customer_id", "phone_number"])
			.where("customer_id", "=", customer_id)
			.executeTakeFirst();

	const continueAfter = async (
		work: UnitOfWork,
		transaction: TransactionRow,
		row: Row,
	): Promise<void> => {
		// It was paused, cancelled or expired while the attempt was pending.
		if (!BILLABLE.some((status) => status === row.status)) {
			await change(work, row, NO_CHARGE);
			return;
		}
		if (transaction.status === "completed") await renew(work, row);
		else await handleFailure(work, row);
	};

	const renew = async (work: UnitOfWork, row: Row) => {
		const renewed = await change(work, row, {
			...NO_CHARGE,
			status: "active",
			next_billing_date: dueAfter(row, row.due_since ?? work.at),
		});
		await emitEvent(work, renewed, "SUBSCRIPTION_RENEWED");
	};

	const handleFailure = async (work: UnitOfWork, row: Row) => {
		const { on, at } = work;
		const merchant = await on
			.selectFrom("merchants")
			.select(["retry_payment_every", "total_retries"])
			.where("merchant_id", "=", row.merchant_id)
			.executeTakeFirstOrThrow();
		const failed_attempts = row.failed_attempts + 1;
		const isLast = failed_attempts > merchant.total_retries;
		const failed = await change(
			work,
			row,
			isLast
				? { ...NO_CHARGE, ...afterFinalFailure(row, at) }
				: {
						is_charging: 0,
						status: "past_due",
						failed_attempts,
						due_since: row.due_since,
						next_billing_date: later(at, merchant.retry_payment_every * DAY),
					},
		);
		await emitEvent(work, failed, "SUBSCRIPTION_PAYMENT_FAILED");
		if (failed.status === "cancelled")
			await emitEvent(work, failed, "SUBSCRIPTION_CANCELED");
	};

	/** Applies the plan's action after the last retry has failed. */
	const afterFinalFailure = (row: Row, at: string): Changes => {
		switch (row.failed_payment_action) {
			case "cancel":
				return { status: "cancelled", end_date: at, next_billing_date: null };
			case "pause":
				// The charge stays due.
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
			return prorate(schedule, plan, at);
		},

		async begin(work, plan, customer, session) {
			const { on, at } = work;
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

		async emitCreated(work, id) {
			await emitEvent(work, await read(work, id), "SUBSCRIPTION_CREATED");
		},

		async charge(work, id) {
			const current = await read(work, id);
			const due_since = current.due_since ?? current.next_billing_date;
			const row = { ...current, due_since };
			const provider = await providerFor(work, row);
			const customer = await findCustomer(work, row);
			const pending = await attempts.begin(work, row, provider, {
				customer_id: customer?.customer_id ?? null,
				amount: row.plan_amount,
				currency_code: row.plan_currency_code,
				description: row.plan_name,
				metadata: row.metadata,
				subscription_id: id,
			});
			const { at } = work;
			const outcome = outcomeFor(customer, provider);
			const { ending, time } = settlementOf(
				outcome,
				at,
				later(at, CONFIRMATION_TIME),
			);
			if (time) {
				await change(work, row, { is_charging: 1, due_since });
				await attempts.settleLater(work, pending, ending, time);
			} else
				await continueAfter(
					work,
					await attempts.settle(work, pending, ending),
					row,
				);
		},

		async continueAfter(work, transaction) {
			const row = await read(work, transaction.subscription_id ?? "");
			await continueAfter(work, transaction, row);
		},

		async markDuePaid(work, session, { gross_amount, currency_code }) {
			const { subscription_id, merchant_id, product_id, plan_id } = session;
			if (!subscription_id || product_id || plan_id) return;
			const row = await subscriptionsWithPlans(work.on)
				.where("subscription_id", "=", subscription_id)
				.where("subscriptions.merchant_id", "=", merchant_id)
				.where("status", "=", "past_due")
				.where("plans.currency_code", "=", currency_code)
				.where("plans.amount", "<=", gross_amount)
				.executeTakeFirst();
			if (row && !row.is_charging) await renew(work, row);
		},

		async expire(work, id) {
			await change(work, await read(work, id), {
				...NO_CHARGE,
				status: "expired",
				next_billing_date: null,
			});
		},
	};
}

/** The outcome of a charge: by phone number, unless the customer or the connection is gone. */
function outcomeFor(
	customer: { phone_number: string | null } | undefined,
	{ is_connected }: ProviderRow,
): Outcome {
	if (!is_connected) return "provider_down";
	return customer ? outcomeOfPhone(customer.phone_number) : "declined";
}

type Changes = Updateable<Tables["subscriptions"]>;

/** No charge is pending or being retried. */
const NO_CHARGE = {
	is_charging: 0,
	failed_attempts: 0,
	due_since: null,
} as const;

/** Milliseconds that a customer has to confirm a charge. */
const CONFIRMATION_TIME = 30 * 60_000;

/** Prorates the first payment for a billing period that has already started. */
function prorate(schedule: Schedule, plan: Plan, at: string): number {
	const charges = { ...plan, start_date: at };
	const next = schedule.after(charges, at, true);
	if (next === undefined || plan.charge_day === null) return plan.amount;
	const before = schedule.dueDate({ ...charges, start_date: next }, -1) ?? at;
	const [from, to] = [Date.parse(before), Date.parse(next)];
	const part = (to - Date.parse(at)) / (to - from);
	return Math.max(1, Math.round(plan.amount * part));
}
