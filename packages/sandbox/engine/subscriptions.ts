/** The lifecycle of subscriptions: creation, charges, retries, expiry. */
import type { SubscriptionStates } from "@lomi/spec";
import type { Selectable } from "kysely";
import { later } from "../clock.ts";
import type { Connection } from "../db/database.ts";
import { prepare } from "../db/statements.ts";
import type {
	ProviderRow,
	SessionRow,
	Tables,
	TransactionRow,
} from "../db/tables.ts";
import { type Random, uuid } from "../random.ts";
import type { Schedule } from "../schedule.ts";
import type { EventName, SubscriptionStatus } from "../schema-types.ts";
import type { Outcome } from "./engine.ts";
import type { Outbox } from "./outbox.ts";
import { type PaymentAttempts, settlementOf } from "./payment-attempts.ts";
import type { Serializers } from "./serializers.ts";
import { outcomeOfPhone } from "./test-phone-numbers.ts";
import type { UnitOfWork } from "./unit-of-work.ts";
import { dueAfter } from "./upcoming-charges.ts";

const DAY = 24 * 60 * 60 * 1000;

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
	/**
	 * Creates a subscription for a customer who has paid for a plan, or starts a trial.
	 *
	 * @param provider_code Of the payment; null if a trial starts.
	 */
	begin(
		work: UnitOfWork,
		plan: Plan,
		customer: { customer_id: string; name: string; email: string | null },
		session: SessionRow,
		provider_code: string | null,
	): Promise<string>;
	/** Emits the event of a new subscription. */
	emitCreated(work: UnitOfWork, subscription_id: string): Promise<void>;
	/** Charges a subscription, unless it isn't due any more. */
	charge(work: UnitOfWork, subscription_id: string): Promise<void>;
	/** Marks the overdue charge that a session paid for, if it paid at least what is due, and for nothing else. */
	markDuePaid(
		work: UnitOfWork,
		session: SessionRow,
		payment: TransactionRow,
	): Promise<void>;
	/** Continues after an attempt to charge was settled. */
	continueAfter(work: UnitOfWork, transaction: TransactionRow): Promise<void>;
	/** Expires a subscription at its end date, unless it has been ended or prolonged. */
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
	states: SubscriptionStates<SubscriptionStatus>,
	serializers: Serializers,
	{ emit }: Outbox,
	attempts: PaymentAttempts,
	wakeAt: (at: string) => void,
	outcomeOfCharge: (charge: DueCharge) => Outcome = outcomeByCustomer,
): Subscriptions {
	const select = prepare<{ id: string }>()((database, { id }) =>
		subscriptionsWithPlans(database).where("subscription_id", "=", id),
	);
	type Row = Awaited<ReturnType<typeof select>>[number];
	const updateCharge = prepare<Row>()((database, row) =>
		database
			.updateTable("subscriptions")
			.set({
				next_billing_date: row.next_billing_date,
				due_since: row.due_since,
				failed_attempts: row.failed_attempts,
				is_charging: row.is_charging,
				provider_code: row.provider_code,
				updated_at: row.updated_at,
			})
			.where("subscription_id", "=", row.subscription_id),
	);
	// Apart: an assignment rewrites the indexes of its column, even if the value stays.
	const updateStatus = prepare<Row>()((database, row) =>
		database
			.updateTable("subscriptions")
			.set({ status: row.status, end_date: row.end_date })
			.where("subscription_id", "=", row.subscription_id),
	);

	const find = async ({ on }: UnitOfWork, id: string): Promise<Row> => {
		const [row] = await select(on, { id });
		if (!row) throw new Error(`There is no subscription with ID ${id}.`);
		return row;
	};

	/** Updates a subscription, and returns its new state. */
	const change = async (
		{ on, at }: UnitOfWork,
		before: Row,
		changes: Changes,
	): Promise<Row> => {
		const row = { ...before, ...changes, updated_at: at };
		await updateCharge(on, row);
		if (row.status !== before.status || row.end_date !== before.end_date)
			await updateStatus(on, row);
		if (row.next_billing_date) wakeAt(row.next_billing_date);
		return row;
	};

	const emitEvent = (work: UnitOfWork, row: Row, type: EventName) =>
		emit(work, row, type, serializers.subscription(row));

	const selectProviders = prepare<{ merchant_id: string }>()(
		(database, { merchant_id }) =>
			database
				.selectFrom("providers")
				.selectAll()
				.where("merchant_id", "=", merchant_id)
				.orderBy("is_connected", "desc")
				.orderBy("place"),
	);
	const selectLastProvider = prepare<{ subscription_id: string }>()(
		(database, { subscription_id }) =>
			database
				.selectFrom("transactions")
				.select("provider_code")
				.where("subscription_id", "=", subscription_id)
				.orderBy("created_at", "desc")
				.limit(1),
	);

	/** The provider of the last payment, or else the first one, preferring those that are connected. */
	const providerFor = async ({ on }: UnitOfWork, row: Row) => {
		const providers = await selectProviders(on, row);
		const last =
			row.provider_code ??
			(await selectLastProvider(on, row))[0]?.provider_code;
		const provider =
			providers.find(({ code }) => code === last) ?? providers[0];
		if (!provider)
			throw new Error(`Merchant ${row.merchant_id} has no providers.`);
		return provider;
	};

	const selectCustomer = prepare<{ customer_id: string }>()(
		(database, { customer_id }) =>
			database
				.selectFrom("customers")
				.select(["customer_id", "phone_number"])
				.where("customer_id", "=", customer_id),
	);

	const continueAfter = async (
		work: UnitOfWork,
		transaction: TransactionRow,
		row: Row,
	): Promise<void> => {
		// It was paused, cancelled or expired while the attempt was pending.
		if (!states.charged.includes(row.status)) {
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
			next_billing_date: dueAfter(schedule, row, row.due_since ?? work.at),
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
					next_billing_date: dueAfter(schedule, row, row.due_since ?? at),
				};
		}
	};

	return {
		firstPayment(plan, at) {
			if (plan.first_payment_type === "non_initial") return 0;
			if (plan.first_payment_type !== "prorated") return plan.amount;
			return prorate(schedule, plan, at);
		},

		async begin(work, plan, customer, session, provider_code) {
			const { on, at } = work;
			const { first_payment_type: first } = plan;
			const subscription_id = uuid(random);
			const due = schedule.after(
				{ ...plan, start_date: at },
				at,
				first === "prorated",
			);
			if (due) wakeAt(due);
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
					provider_code,
					created_at: at,
					updated_at: at,
				})
				.execute();
			return subscription_id;
		},

		async emitCreated(work, id) {
			await emitEvent(work, await find(work, id), "SUBSCRIPTION_CREATED");
		},

		async charge(work, id) {
			const current = await find(work, id);
			const isDue =
				current.next_billing_date !== null &&
				current.next_billing_date <= work.at &&
				!current.is_charging &&
				states.charged.includes(current.status);
			if (!isDue) return;
			const due_since = current.due_since ?? current.next_billing_date;
			const provider = await providerFor(work, current);
			const row = { ...current, due_since, provider_code: provider.code };
			const [customer] = await selectCustomer(work.on, row);
			const started = await attempts.start(work, row, provider, {
				customer_id: customer?.customer_id ?? null,
				amount: row.plan_amount,
				currency_code: row.plan_currency_code,
				description: row.plan_name,
				metadata: row.metadata,
				subscription_id: id,
			});
			const { at } = work;
			const outcome = outcomeOfCharge({
				subscription_id: id,
				customer_id: row.customer_id,
				customer,
				provider,
				failed_attempts: row.failed_attempts,
				at,
			});
			const { ending, time } = settlementOf(
				outcome,
				at,
				later(at, CONFIRMATION_TIME),
			);
			if (time) {
				await change(work, row, { is_charging: 1, due_since });
				await attempts.settleLater(work, started, ending, time);
			} else
				await continueAfter(
					work,
					await attempts.settle(work, started, ending),
					row,
				);
		},

		async continueAfter(work, transaction) {
			const row = await find(work, transaction.subscription_id ?? "");
			await continueAfter(work, transaction, row);
		},

		async markDuePaid(work, session, { gross_amount, currency_code }) {
			const { subscription_id, merchant_id, product_id, plan_id } = session;
			if (!subscription_id || product_id || plan_id) return;
			const [row] = await select(work.on, { id: subscription_id });
			const isPaid =
				row?.status === "past_due" &&
				!row.is_charging &&
				row.merchant_id === merchant_id &&
				row.plan_currency_code === currency_code &&
				row.plan_amount <= gross_amount;
			if (isPaid) await renew(work, row);
		},

		async expire(work, id) {
			const row = await find(work, id);
			const isOver = row.end_date !== null && row.end_date <= work.at;
			if (!isOver || !states.running.includes(row.status)) return;
			await change(work, row, {
				...NO_CHARGE,
				status: "expired",
				next_billing_date: null,
			});
		},
	};
}

/** A subscription's charge whose outcome is to be decided. */
export interface DueCharge {
	subscription_id: string;
	customer_id: string;
	/** Undefined if the customer was deleted. */
	customer: { phone_number: string | null } | undefined;
	provider: ProviderRow;
	/** Number of failed attempts for the same due date. */
	failed_attempts: number;
	at: string;
}

/** The outcome of a charge: by phone number, unless the customer or the connection is gone. */
function outcomeByCustomer({ customer, provider }: DueCharge): Outcome {
	if (!provider.is_connected) return "provider_down";
	return customer ? outcomeOfPhone(customer.phone_number) : "declined";
}

/** The fields that charging changes. */
type Changes = Partial<
	Pick<
		Selectable<Tables["subscriptions"]>,
		| "status"
		| "end_date"
		| "next_billing_date"
		| "due_since"
		| "failed_attempts"
		| "is_charging"
	>
>;

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
