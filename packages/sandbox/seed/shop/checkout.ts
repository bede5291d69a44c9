/** Checkout sessions of the latest payments, and payment links. */
import type { Insertable } from "kysely";
import type { Tables } from "../../db/tables.ts";
import { toSmallestUnit } from "../../money.ts";
import { type Random, uuid } from "../../random.ts";
import type { Write } from "../bulk-insert.ts";
import type { SeededMerchant } from "../merchants.ts";
import { DAY, iso, MINUTE, type Period } from "./calendar.ts";
import type { Shop } from "./catalogue.ts";
import { ownerOf } from "./payments.ts";
import type { Product, Sale } from "./sales.ts";
import type { Plan } from "./subscriptions.ts";

export type SessionRow = Insertable<Tables["checkout_sessions"]>;

export interface CheckoutParts extends Period {
	random: Random;
	write: Write;
	/** Codes of the merchant's connected providers. */
	connected: string[];
}

/** A new checkout session. */
function openSession(
	{ random, connected }: Pick<CheckoutParts, "random" | "connected">,
	owner: SeededMerchant,
	{ site }: Shop,
	at: number,
	minutes: number,
): SessionRow {
	return {
		checkout_session_id: uuid(random),
		...ownerOf(owner),
		status: "open",
		expires_at: iso(at + minutes * MINUTE),
		success_url: `${site}/merci`,
		cancel_url: `${site}/panier`,
		allowed_providers: JSON.stringify(connected),
		amount: 5_000,
		currency_code: "XOF",
		title: null,
		public_description: null,
		customer_email: null,
		customer_name: null,
		customer_phone: null,
		product_id: null,
		subscription_id: null,
		plan_id: null,
		metadata: null,
		allow_coupon_code: 0,
		created_at: iso(at),
		updated_at: iso(at),
	};
}

/** Writes the session of a payment or a failed attempt. */
export async function seedSession(
	parts: CheckoutParts,
	owner: SeededMerchant,
	shop: Shop,
	{ transaction, customer, paidAt }: Sale,
): Promise<SessionRow> {
	const at = Date.parse(transaction.created_at) - 2 * MINUTE;
	const open = openSession(parts, owner, shop, at, 30);
	const isPaid = paidAt !== undefined;
	const isOver = !isPaid && Date.parse(open.expires_at) <= parts.now;
	const row: SessionRow = {
		...open,
		status: isPaid ? "completed" : isOver ? "expired" : "open",
		amount: transaction.gross_amount,
		currency_code: transaction.currency_code,
		product_id: transaction.product_id ?? null,
		title: transaction.description ?? null,
		metadata: transaction.metadata ?? null,
		customer_name: customer.name,
		customer_email: customer.email,
		customer_phone: customer.phone_number,
		updated_at: isPaid
			? iso(paidAt)
			: isOver
				? open.expires_at
				: open.created_at,
	};
	await parts.write("checkout_sessions", row);
	return row;
}

/** Writes unpaid sessions: one open for the day, one expired. */
export async function seedAbandoned(
	parts: CheckoutParts,
	owner: SeededMerchant,
	shop: Shop,
): Promise<void> {
	const { now, write } = parts;
	const long = openSession(parts, owner, shop, now - 60 * MINUTE, 24 * 60);
	await write("checkout_sessions", { ...long, title: "Acompte, sur devis" });
	const over = openSession(parts, owner, shop, now - DAY, 60);
	await write("checkout_sessions", {
		...over,
		status: "expired",
		updated_at: over.expires_at,
	});
}

/** Writes a link of each type, an expired one, and an inactive one. */
export async function seedLinks(
	parts: CheckoutParts,
	owner: SeededMerchant,
	{ site }: Shop,
	[product]: Product[],
	[plan]: Plan[],
): Promise<void> {
	const { now, since, random, write } = parts;
	if (!product || !plan) return;
	const add = (
		share: number,
		link: Pick<Insertable<Tables["payment_links"]>, "link_type" | "title"> &
			Partial<Insertable<Tables["payment_links"]>>,
	) => {
		const at = iso(Math.floor(since + (now - since) * share));
		return write("payment_links", {
			link_id: uuid(random),
			...ownerOf(owner),
			currency_code: "XOF",
			price: null,
			product_id: null,
			plan_id: null,
			public_description: null,
			private_description: null,
			allowed_providers: null,
			allow_coupon_code: 0,
			is_active: 1,
			expires_at: null,
			success_url: `${site}/merci`,
			cancel_url: null,
			metadata: null,
			created_at: at,
			updated_at: at,
			...link,
		});
	};
	await add(0.1, { link_type: "instant", title: "Bon d'achat", price: 10_000 });
	await add(0.3, {
		link_type: "product",
		title: product.item.name,
		product_id: product.product_id,
		currency_code: product.item.currency_code,
	});
	await add(0.35, {
		link_type: "plan",
		title: plan.offer.name,
		plan_id: plan.plan_id,
		currency_code: plan.offer.currency_code,
		allow_coupon_code: 1,
	});
	await add(0.5, {
		link_type: "instant",
		title: "Vente privée",
		price: toSmallestUnit(product.item.price, product.item.currency_code),
		expires_at: iso(now - 30 * DAY),
		private_description: "Pour les fidèles",
	});
	await add(0.6, {
		link_type: "instant",
		title: "Participation au transport",
		price: 2_000,
		is_active: 0,
	});
}
