/** What has happened to a subscription, put together from its row, its transactions and what was told of it. */
import type {
	EventRow,
	RefundRow,
	Row,
	TransactionRow,
} from "../../../db/tables.ts";
import type {
	ControlSchemas,
	Currency,
	EventName,
} from "../../../schema-types.ts";

type Entry = ControlSchemas["TimelineEntry"];

/** An event whose data are a subscription. */
export type SubscriptionEvent = Pick<EventRow, "event_id" | "created_at"> & {
	event_type: EventName;
};

/** The order of what happens at the same time. Charges stay in theirs. */
const RANK: Record<Entry["kind"], number> = {
	started: 0,
	charge_pending: 1,
	charged: 1,
	charge_failed: 1,
	refunded: 2,
	paused: 3,
	canceled: 3,
	expired: 3,
};

interface Sources {
	/** Oldest first. */
	transactions: TransactionRow[];
	/** Those of the transactions. */
	refunds: RefundRow[];
	/** Oldest first. */
	events: SubscriptionEvent[];
}

type Subscription = Pick<
	Row<"subscriptions">,
	"status" | "created_at" | "updated_at" | "end_date"
> & { plan_currency_code: Currency };

/** The entries, oldest first. */
export function entriesOf(
	subscription: Subscription,
	{ transactions, refunds, events }: Sources,
): Entry[] {
	const entries = [
		startOf(subscription, events),
		...chargesOf(transactions, events),
		...refundsOf(transactions, refunds),
		...cancellationsOf(subscription, events),
		...stateOf(subscription),
	];
	return entries.sort(
		(one, other) =>
			compare(one.at, other.at) || RANK[one.kind] - RANK[other.kind],
	);
}

/** An entry that isn't about money. */
function entryOf(
	{ plan_currency_code: currency_code }: Subscription,
	kind: Entry["kind"],
	at: string,
	event_id: string | null = null,
): Entry {
	const none = { transaction_id: null, event_id, amount: null };
	return { at, kind, ...none, currency_code };
}

function startOf(subscription: Subscription, events: SubscriptionEvent[]) {
	const told = events.find(
		({ event_type }) => event_type === "SUBSCRIPTION_CREATED",
	);
	const at = subscription.created_at;
	return entryOf(subscription, "started", at, told?.event_id);
}

/** The charges, each with the event of the subscription that came of it. */
function chargesOf(
	transactions: TransactionRow[],
	events: SubscriptionEvent[],
): Entry[] {
	const told = new Set<SubscriptionEvent>();
	return transactions.map((transaction, index) => {
		const { transaction_id, gross_amount, created_at } = transaction;
		const { kind, at, event_type } = endOf(transaction);
		let next = index + 1;
		while (transactions[next]?.created_at === created_at) next++;
		const later = transactions[next];
		const event = events.find(
			(each) =>
				each.event_type === event_type &&
				each.created_at >= created_at &&
				(!later || each.created_at < later.created_at) &&
				!told.has(each),
		);
		if (event) told.add(event);
		return {
			at,
			kind,
			transaction_id,
			event_id: event?.event_id ?? null,
			amount: gross_amount,
			currency_code: transaction.currency_code,
		};
	});
}

/** How a transaction has ended, when, and which event the subscription tells of it with. */
function endOf({ status, created_at, updated_at }: TransactionRow): {
	kind: Entry["kind"];
	at: string;
	event_type?: EventName;
} {
	switch (status) {
		case "pending":
			return { kind: "charge_pending", at: created_at };
		case "completed":
			return {
				kind: "charged",
				at: updated_at,
				event_type: "SUBSCRIPTION_RENEWED",
			};
		case "refunded":
			// The last change was the refund.
			return {
				kind: "charged",
				at: created_at,
				event_type: "SUBSCRIPTION_RENEWED",
			};
		default:
			return {
				kind: "charge_failed",
				at: updated_at,
				event_type: "SUBSCRIPTION_PAYMENT_FAILED",
			};
	}
}

function refundsOf(
	transactions: TransactionRow[],
	refunds: RefundRow[],
): Entry[] {
	const paid = new Map(
		transactions.map((each) => [each.transaction_id, each.currency_code]),
	);
	return refunds.map(({ transaction_id, refunded_amount, created_at }) => ({
		at: created_at,
		kind: "refunded",
		transaction_id,
		event_id: null,
		amount: refunded_amount,
		currency_code: paid.get(transaction_id) as Currency,
	}));
}

/** Cancellations that were told of, or else the one that the subscription shows. */
function cancellationsOf(
	subscription: Subscription,
	events: SubscriptionEvent[],
): Entry[] {
	const told = events.filter(
		({ event_type }) => event_type === "SUBSCRIPTION_CANCELED",
	);
	if (told.length === 0 && subscription.status === "cancelled")
		return [entryOf(subscription, "canceled", overSince(subscription))];
	return told.map(({ event_id, created_at }) =>
		entryOf(subscription, "canceled", created_at, event_id),
	);
}

/** The state that the subscription is in, if no event tells of it. */
function stateOf(subscription: Subscription): Entry[] {
	switch (subscription.status) {
		case "paused":
			return [entryOf(subscription, "paused", subscription.updated_at)];
		case "expired":
			return [entryOf(subscription, "expired", overSince(subscription))];
		default:
			return [];
	}
}

/** Since when a subscription is over: its end date, unless it was ended before. */
function overSince({ end_date, updated_at }: Subscription): string {
	return end_date !== null && end_date < updated_at ? end_date : updated_at;
}

function compare(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}
