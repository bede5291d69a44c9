/** The pages and their addresses. */
import { INSPECTOR_PATH } from "../path.ts";

/** The navigation, in its order. A page with two lists has a tab for each. */
export const NAVIGATION = [
	["home"],
	["requests"],
	["payments"],
	["checkout", "links"],
	["customers"],
	["products"],
	["plans"],
	["subscriptions"],
	["webhooks", "events"],
	["clock"],
	["faults"],
	["snapshots"],
] as const;

export type Page = (typeof NAVIGATION)[number][number];

/** The address of a page, or of one of its items. */
export function pathOf(page: Page, id?: string): string {
	if (page === "home") return "/";
	return `${INSPECTOR_PATH}/${page}${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;
}

/** The page of each kind of item that search and events name. */
const PAGE_OF = {
	request: "requests",
	event: "events",
	transaction: "payments",
	refund: "payments",
	checkout_session: "checkout",
	payment_link: "links",
	customer: "customers",
	product: "products",
	plan: "plans",
	subscription: "subscriptions",
	webhook: "webhooks",
} as const satisfies Record<string, Page>;

/** The address of an item by its kind; undefined for a kind without a page. */
export function itemPath(kind: string, id: string): string | undefined {
	const page = (PAGE_OF as Record<string, Page>)[kind];
	return page && pathOf(page, id);
}

/** An address with changed query parameters: null removes one. Keeps the others but `before`, which belongs to one list. */
export function withQuery(
	url: string,
	changes: Record<string, string | null>,
): string {
	const { pathname, searchParams } = new URL(url, location.origin);
	if (!("before" in changes)) searchParams.delete("before");
	for (const [name, value] of Object.entries(changes))
		if (value === null || value === "") searchParams.delete(name);
		else searchParams.set(name, value);
	const query = searchParams.toString();
	return query === "" ? pathname : `${pathname}?${query}`;
}

/** The page and item that a path names; undefined if there is no such page. */
export function parsePath(
	path: string,
): { page: Page; id: string | undefined } | undefined {
	const [base, name, id, ...more] = path.split("/").slice(1);
	if (!base) return { page: "home", id: undefined };
	const page = name ? NAVIGATION.flat().find((each) => each === name) : "home";
	if (`/${base}` !== INSPECTOR_PATH || !page || more.length > 0)
		return undefined;
	return { page, id: id ? decode(id) : undefined };
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		// A malformed escape: the item won't be found under this ID.
		return text;
	}
}
