/** The data that a page shows about a session. */
import type { Description } from "@lomi/spec";
import type { Database } from "../db/database.ts";
import type { SessionRow } from "../db/tables.ts";
import { type Interval, readIntervals } from "../schedule.ts";
import type { Language } from "./pages/locales.ts";

export interface SessionDetails {
	session: SessionRow;
	shop: { name: string; country: string };
	/** The session's, or else its product's or plan's. */
	title: string | null;
	description: string | null;
	/** Billing interval, if the payment recurs. */
	interval: Interval | undefined;
}

export interface ViewModel extends SessionDetails {
	/** Amount to pay now, in the currency's smallest unit; 0 if a trial starts. */
	amount: number;
	/** Number of items that the amount is for. */
	quantity: number;
	language: Language;
	inLanguage(language: Language): string;
	/** Path of the page, without a query. */
	path: string;
	/** Milliseconds until the session expires. */
	openFor: number;
}

/** Creates the function that loads a session's details. */
export function createViewModel(
	document: Description,
	database: Database,
): (session: SessionRow) => Promise<SessionDetails> {
	const intervals = readIntervals(document);
	return async (session) => {
		const shop = await database
			.selectFrom("merchants")
			.select(["name", "country"])
			.where("merchant_id", "=", session.merchant_id)
			.executeTakeFirstOrThrow();
		const product = await database
			.selectFrom("products")
			.select(["name", "description"])
			.where("product_id", "=", session.product_id)
			.executeTakeFirst();
		const plan = await database
			.selectFrom("plans")
			.select(["name", "description", "billing_frequency"])
			.where("plan_id", "=", session.plan_id)
			.executeTakeFirst();
		const sold = product ?? plan;
		return {
			session,
			shop,
			title: session.title || (sold?.name ?? null),
			description: session.public_description || (sold?.description ?? null),
			interval: plan && intervals.get(plan.billing_frequency),
		};
	};
}

/**
 * A shop URL of a session; undefined if browsers don't go there, or it is the session's own page, as for a link whose merchant has not set
 * one.
 *
 * @param path Path of the session's page.
 */
export function shopUrl(url: string, path: string): string | undefined {
	const parsed = URL.parse(url);
	return parsed && !NOWHERE.has(parsed.protocol) && parsed.pathname !== path
		? url
		: undefined;
}

/** Schemes that browsers don't follow from a page, or that would run a program in it. */
const NOWHERE = new Set([
	"about:",
	"blob:",
	"data:",
	"file:",
	"javascript:",
	"vbscript:",
]);
