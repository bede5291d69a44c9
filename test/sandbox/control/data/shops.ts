/** A sandbox with some weeks of business of both merchants, for tests of what it shows of it. */
import type { Tables } from "../../../../packages/sandbox/db/tables.ts";
import { seededRandom } from "../../../../packages/sandbox/random.ts";
import { seedDatabase } from "../../../../packages/sandbox/seed/world.ts";
import type { SandboxOptions } from "../../../../packages/sandbox/server.ts";
import { documentedNow } from "../../../../packages/sandbox/spec-examples.ts";
import { resourceName } from "../../../../packages/spec/method-names.ts";
import type { Operation } from "../../../../packages/spec/operations.ts";
import { document } from "../../../bundle.ts";
import { some } from "../../../some.ts";
import { type Controlled, controlOperations } from "../../setup/control.ts";

/** Options of a sandbox with both merchants' business. */
export const WITH_SHOPS: SandboxOptions = {
	seed: (database, of) =>
		seedDatabase(database, of, {
			now: documentedNow(document),
			random: seededRandom(5),
			size: 120,
		}),
};

/** The lists of the API's own data. */
export const dataLists = some(
	controlOperations.filter(({ parameters }) =>
		parameters.some(
			({ name, in: place }) => name === "id" && place === "query",
		),
	),
);

/** The table and ID column of each list, by tag. */
const TABLES: Record<string, [table: keyof Tables, id: string]> = {
	Customers: ["customers", "customer_id"],
	Products: ["products", "product_id"],
	Plans: ["plans", "plan_id"],
	"Payment Links": ["payment_links", "link_id"],
	"Checkout Sessions": ["checkout_sessions", "checkout_session_id"],
	Transactions: ["transactions", "transaction_id"],
	Subscriptions: ["subscriptions", "subscription_id"],
	Webhooks: ["webhooks", "id"],
};

export interface StoredRow extends Record<string, unknown> {
	created_at: string;
	merchant_id?: string;
	organization_id: string;
}

/** The rows of a list, in its order, sorted here. */
export async function rowsOf(
	{ database }: Pick<Controlled, "database">,
	{ tag }: Operation,
): Promise<StoredRow[]> {
	const [table, id] = tableOf(tag);
	const rows = (await database
		.selectFrom(table)
		.selectAll()
		.execute()) as unknown as StoredRow[];
	const keyOf = (row: StoredRow) => `${row.created_at} ${row[id]}`;
	return rows
		.filter((row) => !row.deleted_at)
		.toSorted((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
}

export function tableOf(tag: string): [table: keyof Tables, id: string] {
	const found = TABLES[tag];
	if (!found) throw new Error(`Which table has the rows of ${tag}?`);
	return found;
}

/** The ID of an item. */
export function idOf(tag: string, item: Record<string, unknown>): string {
	const [, id] = tableOf(tag);
	const row = (item.transaction ?? item) as Record<string, unknown>;
	return String(row[id]);
}

interface Page {
	data: Record<string, unknown>[];
	next: string | null;
}

/** Asks for a page. */
export async function ask(
	{ ask }: Pick<Controlled, "ask">,
	{ path }: Operation,
	query: Record<string, string | number>,
): Promise<Page> {
	const text = new URLSearchParams(
		Object.entries(query).map(([name, value]) => [name, String(value)]),
	);
	const { status, body } = await ask("GET", `${path}?${text}`);
	if (status !== 200) throw new Error(JSON.stringify(body));
	return body as Page;
}

/** Walks a list, and returns the IDs of its items. */
export async function walk(
	sandbox: Pick<Controlled, "ask">,
	list: Operation,
	query: Record<string, string | number>,
): Promise<string[]> {
	const ids: string[] = [];
	let before: string | null = null;
	do {
		const page: Page = await ask(sandbox, list, {
			...query,
			...(before !== null && { before }),
		});
		ids.push(...page.data.map((item) => idOf(list.tag, item)));
		before = page.next;
	} while (before !== null);
	return ids;
}

/** Walks a list by the typed client. */
export async function walkByClient(
	{ control }: Pick<Controlled, "control">,
	{ tag }: Operation,
	query: object,
): Promise<string[]> {
	const resource = control[resourceName(tag) as "customers"];
	const items = await resource.list(query).toArray();
	return items.map((item) => idOf(tag, item));
}
