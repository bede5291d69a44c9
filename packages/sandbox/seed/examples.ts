/** Puts what the description's examples show into the database, for the first merchant. */
import type { Description, Node } from "@lomi/spec";
import { toRow } from "../db/serializers.ts";
import type { Fees } from "../money.ts";
import type { Schedule } from "../schedule.ts";
import {
	documentedEvent,
	type SpecExamples,
	successesOf,
} from "../spec-examples.ts";
import type { Write } from "./bulk-insert.ts";
import type { SeededMerchant } from "./merchants.ts";
import { iso } from "./shop/calendar.ts";
import { ownerOf, type RecordPayment } from "./shop/payments.ts";
import { TOOK } from "./shop/subscription-history.ts";

interface ExampleParts {
	document: Description;
	documented: SpecExamples;
	now: number;
	write: Write;
	fees: Fees;
	schedule: Schedule;
	recordPayment: RecordPayment;
}

export async function seedDocumented(
	parts: ExampleParts,
	owner: SeededMerchant,
): Promise<void> {
	const { documented, write, fees, recordPayment } = parts;
	const plans = documented("SubscriptionPlan");
	const transactions = documented("Transaction");

	for (const each of documented("Customer"))
		await write("customers", toRow(each) as never);
	for (const each of documented("Product"))
		await write("products", { fee_type_ids: null, ...toRow(each) } as never);
	for (const each of plans) await write("plans", toRow(each) as never);
	for (const each of documented("Subscription")) {
		const plan = plans.find(({ plan_id }) => plan_id === each.plan_id);
		if (!plan)
			throw new Error(
				`The plan of ${each.subscription_id} is not among the examples.`,
			);
		await write("subscriptions", subscriptionRow(parts, each, plan) as never);
		const isPaid = transactions.some(
			({ subscription_id }) => subscription_id === each.subscription_id,
		);
		// Their balance counts it, and no example shows it.
		if (!isPaid)
			await recordPayment(owner, {
				at: Date.parse(each.start_date) - TOOK,
				customer_id: each.customer_id,
				subscription_id: each.subscription_id,
				gross_amount: plan.amount,
				currency_code: plan.currency_code,
				provider_code: "WAVE",
				description: plan.name,
				status: "completed",
				took: TOOK,
			});
	}
	for (const { environment: _, ...each } of transactions)
		await write("transactions", toRow(each) as never);
	for (const each of documented("Refund"))
		await write("refunds", {
			...toRow(each),
			refund_fee: fees.ofRefund(each.refunded_amount),
			...ownerOf(owner),
		} as never);
	for (const each of documented("CheckoutSession"))
		await write("checkout_sessions", sessionRow(parts, each) as never);
	for (const each of documented("PaymentLink"))
		await write("payment_links", linkRow(each) as never);
	await seedWebhooks(parts);
}

/** Without what is shown of its plan. What is due next follows from its plan and its start. */
function subscriptionRow(
	{ schedule, now }: Pick<ExampleParts, "schedule" | "now">,
	{
		plan_name,
		plan_amount,
		plan_currency_code,
		plan_billing_frequency,
		...row
	}: Node,
	plan: Node,
): Node {
	const charges = { ...plan, ...row } as never;
	let next = row.next_billing_date;
	for (let n = 1; row.next_billing_date !== null; n++) {
		next = schedule.dueDate(charges, n);
		if (next === undefined || next > iso(now)) break;
	}
	return toRow({ ...row, next_billing_date: next ?? null });
}

/** The one that GET shows open begins now, or nobody would ever see it so. */
function sessionRow(
	{ document, now }: Pick<ExampleParts, "document" | "now">,
	{ url, environment, ...row }: Node,
): Node {
	const [{ data: shown }] = successesOf(document, "getCheckoutSession");
	const { created_at, expires_at } = row;
	const isShown =
		row.status === "open" &&
		row.checkout_session_id === shown.checkout_session_id;
	const length = Date.parse(expires_at) - Date.parse(created_at);
	const times = isShown
		? { created_at: iso(now), expires_at: iso(now + length) }
		: { created_at, expires_at };
	return toRow({ updated_at: times.created_at, ...row, ...times });
}

/** Without its address, and what is shown of its product or plan. */
function linkRow({
	url,
	product_name,
	product_price,
	plan_name,
	plan_amount,
	...row
}: Node): Node {
	return toRow(row);
}

async function seedWebhooks({
	document,
	documented,
	now,
	write,
}: ExampleParts): Promise<void> {
	const created = Object.values(document.components.examples ?? {}).map(
		({ value }) => value,
	);
	for (const each of documented("Webhook")) {
		// Only the answer to the one who registered it has the secret.
		const { secret } = created.find(
			(value) => value.secret && value.data.id === each.id,
		);
		await write("webhooks", { ...toRow(each), secret } as never);
	}
	for (const each of documented("DeliveryLog")) {
		const payload = JSON.stringify(
			documentedEvent(document, each.event_type, new Date(now)),
		);
		await write("delivery_logs", { ...toRow(each), payload } as never);
	}
}
