/** What a page shows of a session, besides the session itself: whose it is, and what it is for. */
import type { Description } from "@lomi/spec";
import type { Database } from "../db/sqlite.ts";
import type { SessionRow } from "../db/tables.ts";
import { type Interval, readIntervals } from "../schedule.ts";
import type { Language } from "./pages/locales.ts";

export interface SessionDetails {
	session: SessionRow;
	shop: { name: string; country: string };
	/** Of the session, or else of what it sells. */
	title: string | null;
	description: string | null;
	/** How often it is paid, where that is more than once. */
	interval: Interval | undefined;
}

export interface ViewModel extends SessionDetails {
	/** What is taken now, in the currency's smallest unit: 0 where a trial begins. */
	amount: number;
	language: Language;
	inLanguage(language: Language): string;
	/** Of the page, without a query. */
	path: string;
	/** Milliseconds until it expires. */
	openFor: number;
}

/** Makes the function that finds what is shown of a session. */
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
 * An address of the shop's, as a session has it; undefined where it leads to no page, or to the session's own: a link whose merchant has
 * named none.
 *
 * @param path Of the session's own page.
 */
export function shopUrl(url: string, path: string): string | undefined {
	const parsed = URL.parse(url);
	return parsed && parsed.pathname !== path ? url : undefined;
}
