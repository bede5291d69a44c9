/**
 * Seeds the objects of the description's examples for the first merchant. An object goes into the table named after its schema, a field
 * into the column of its name; fields without a column are left out. Only what the API doesn't show is added here.
 */
import type { Description, Node } from "@lomi/spec";
import type { Database } from "../db/database.ts";
import { phoneColumns } from "../db/phone-keys.ts";
import { toRow } from "../db/serializers.ts";
import { COLUMNS, type Owner, type Tables, tableNames } from "../db/tables.ts";
import type { PaymentAttempts } from "../engine/payment-attempts.ts";
import type { Fees } from "../money.ts";
import type { Schedule } from "../schedule.ts";
import type { SessionStatus } from "../schema-types.ts";
import {
	documentedEvent,
	type SpecExamples,
	successesOf,
} from "../spec-examples.ts";
import type { SeededMerchant } from "./merchants.ts";
import { iso } from "./shop/calendar.ts";

interface ExampleParts {
	document: Description;
	database: Database;
	documented: SpecExamples;
	/** Milliseconds. */
	now: number;
	fees: Fees;
	schedule: Schedule;
	attempts: PaymentAttempts;
}

/** Tables that seedMerchants has filled. */
const SEEDED_APART = ["merchants", "providers"];
/** Tables that aren't named after their schema. */
const NAMES: Record<string, string> = { SubscriptionPlan: "plans" };

export async function seedExamples(
	parts: ExampleParts,
	owner: SeededMerchant,
): Promise<void> {
	const { document, database, documented } = parts;
	const complete = createComplete(parts);
	const schemas = Object.keys(document.components.schemas ?? {});
	for (const table of tableNames) {
		const schema = schemas.find((name) => tableOf(name) === table);
		if (!schema || SEEDED_APART.includes(table)) continue;
		for (const example of documented(schema)) {
			const row = rowOf(table, complete(schema, example), owner);
			await database
				.insertInto(table)
				.values({
					...row,
					...(table === "customers" &&
						(await phoneColumns(database, owner.merchant_id, row))),
				} as never)
				.execute();
		}
	}
	await payUnpaid(parts, owner);
}

/** `checkout_sessions` for `CheckoutSession`. */
function tableOf(schema: string): string {
	const snake = schema.replaceAll(/(?<=.)([A-Z])/g, "_$1").toLowerCase();
	return NAMES[schema] ?? `${snake.replace(/y$/, "ie")}s`;
}

/** The columns that an object has values for, plus its owner and `updated_at` if the API doesn't show them. */
function rowOf(table: keyof Tables, example: Node, owner: Owner): Node {
	const { merchant_id, organization_id } = owner;
	const known = toRow<Node>({
		merchant_id,
		organization_id,
		updated_at: example.created_at,
		...example,
	});
	return Object.fromEntries(
		Object.keys(COLUMNS[table])
			.filter((column) => known[column] !== undefined)
			.map((column) => [column, known[column]]),
	);
}

/** Creates the function that adds what the API doesn't show. */
function createComplete({
	document,
	documented,
	now,
	fees,
	schedule,
}: ExampleParts) {
	const plans = documented("SubscriptionPlan");
	const [{ data: shown }] = successesOf(document, "getCheckoutSession");
	const created = Object.values(document.components.examples ?? {}).map(
		({ value }) => value,
	);
	const complete: Record<string, (example: Node) => Node> = {
		/** The next charge follows from the plan and the start. */
		Subscription(example) {
			const charges = { ...planOf(example, plans), ...example } as never;
			let next = example.next_billing_date;
			for (let n = 1; example.next_billing_date !== null; n++) {
				next = schedule.dueDate(charges, n);
				if (next === undefined || next > iso(now)) break;
			}
			return { next_billing_date: next ?? null };
		},
		/** The session that GET shows as open starts now, or it would have expired. */
		CheckoutSession({ checkout_session_id, status, created_at, expires_at }) {
			const isOpen = (status as SessionStatus) === "open";
			if (!isOpen || checkout_session_id !== shown.checkout_session_id)
				return {};
			const length = Date.parse(expires_at) - Date.parse(created_at);
			return {
				created_at: iso(now),
				updated_at: iso(now),
				expires_at: iso(now + length),
			};
		},
		Refund: ({ refunded_amount }) => ({
			refund_fee: fees.ofRefund(refunded_amount),
		}),
		/** The secret is only in the response to its creation. */
		Webhook({ id }) {
			const { secret } = created.find(
				(value) => value.secret && value.data.id === id,
			);
			return { secret };
		},
		DeliveryLog({ event_type }) {
			const event = documentedEvent(document, event_type, new Date(now));
			return { payload: JSON.stringify(event), event_id: event.id };
		},
	};
	return (schema: string, example: Node): Node => ({
		...example,
		...complete[schema]?.(example),
	});
}

function planOf({ subscription_id, plan_id }: Node, plans: Node[]): Node {
	const plan = plans.find((each) => each.plan_id === plan_id);
	if (!plan)
		throw new Error(
			`The examples show subscription ${subscription_id}, but not its plan.`,
		);
	return plan;
}

/** Adds payments for subscriptions that no example shows one of: the documented balance includes them. */
async function payUnpaid(
	{ database, documented, attempts }: ExampleParts,
	owner: SeededMerchant,
): Promise<void> {
	const plans = documented("SubscriptionPlan");
	const paid = documented("Transaction").map((each) => each.subscription_id);
	const provider = await database
		.selectFrom("providers")
		.selectAll()
		.where("merchant_id", "=", owner.merchant_id)
		.where("is_connected", "=", 1)
		.orderBy("code", "desc")
		.executeTakeFirstOrThrow();
	for (const each of documented("Subscription")) {
		if (paid.includes(each.subscription_id)) continue;
		const plan = planOf(each, plans);
		const work = { on: database, at: each.start_date };
		const attempt = await attempts.start(work, owner, provider, {
			customer_id: each.customer_id,
			subscription_id: each.subscription_id,
			amount: plan.amount,
			currency_code: plan.currency_code,
			description: plan.name,
			metadata: null,
		});
		await attempts.settle(work, attempt, "completed");
	}
}
