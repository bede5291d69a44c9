/** A data file of each older version is brought up to date, and everything in it can be shown. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Control } from "../../generated/control.ts";
import { Lomi } from "../../packages/client/index.ts";
import type { Database } from "../../packages/sandbox/db/database.ts";
import {
	exclusively,
	openDatabase,
} from "../../packages/sandbox/db/sqlite/connect.ts";
import { SIGNATURE } from "../../packages/sandbox/db/sqlite/data-file.ts";
import { addFunctions } from "../../packages/sandbox/db/sqlite/functions.ts";
import { MIGRATIONS } from "../../packages/sandbox/db/sqlite/migrate.ts";
import type { Tables } from "../../packages/sandbox/db/tables.ts";
import { createSandbox } from "../../packages/sandbox/index.ts";
import { BASE, document } from "../bundle.ts";
import { fetchAndCheck } from "./setup/checked-fetch.ts";
import { FIRST } from "./setup/sandbox.ts";

let folder: string;
let file: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "lomi-older-"));
	file = join(folder, "sandbox.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const { merchant_id, organization_id, api_key } = FIRST;
const TIME = "2025-06-01T12:00:00.000Z";
const OWNED = {
	merchant_id,
	organization_id,
	created_at: TIME,
	updated_at: TIME,
};
const id = (number: number) =>
	`00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** What versions before 03 stored. */
const INVALID_EMAILS = [
	"not-an-email",
	"awa.koné@example.ci",
	"a..b@c.de",
	".a@c.de",
	"a@c_d.de",
	"a@-c.de",
	'"@c.de',
	"a b@c.de",
	"",
];
const VALID_EMAILS = ["awa@example.ci", "awa@localhost", '"awa k"@c.de', null];
const EMAILS = [...INVALID_EMAILS, ...VALID_EMAILS];

async function insert<Table extends keyof Tables>(
	database: Database,
	table: Table,
	row: Record<string, unknown>,
): Promise<void> {
	await database
		.insertInto(table)
		.values(row as never)
		.execute();
}

/** Fills the tables of version 02. */
async function fill(database: Database): Promise<void> {
	await insert(database, "merchants", {
		...OWNED,
		name: "Boutique",
		email: "boutique@example.ci",
		phone_number: "+2250701020304",
		country: "CI",
		retry_payment_every: 3,
		total_retries: 2,
		metadata: "{}",
	});
	await insert(database, "api_keys", { api_key, merchant_id });
	await insert(database, "providers", {
		merchant_id,
		code: "WAVE",
		name: "Wave",
		description: "Wave",
		payment_methods: '["mobile_money"]',
		is_connected: 1,
		place: 0,
	});
	await insert(database, "products", {
		...OWNED,
		product_id: id(1),
		name: "Pagne",
		price: 1e308,
		currency_code: "EUR",
		is_active: 1,
		display_on_storefront: 1,
		fee_type_ids: JSON.stringify([id(99)]),
	});
	await insert(database, "plans", {
		...OWNED,
		plan_id: id(2),
		name: "Club",
		amount: 1e300,
		currency_code: "XOF",
		billing_frequency: "yearly",
		charge_day: 1e300,
		is_active: 1,
		metadata: '{"n":[1,null],"s":"\\ud800"}',
	});
	const session = {
		...OWNED,
		status: "open",
		expires_at: "9999-12-31T23:59:59.999Z",
		success_url: "https://boutique.example.ci/merci",
		cancel_url: "https://boutique.example.ci/panier",
		allowed_providers: "[]",
		amount: 1e300,
		currency_code: "XOF",
		metadata: JSON.stringify(
			Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`k${n}`, n])),
		),
		allow_coupon_code: 0,
	};
	for (const [number, email] of EMAILS.entries()) {
		const customer_id = id(100 + number);
		await insert(database, "customers", {
			...OWNED,
			customer_id,
			name: "Awa",
			email,
			is_business: 0,
			has_paid: 1,
		});
		await insert(database, "subscriptions", {
			...OWNED,
			subscription_id: id(200 + number),
			plan_id: id(2),
			customer_id,
			status: "cancelled",
			start_date: "0000-01-01T00:00:00.000Z",
			end_date: "9999-12-31T23:59:59.999Z",
			customer_name: "Awa",
			customer_email: email,
		});
		await insert(database, "checkout_sessions", {
			...session,
			checkout_session_id: id(300 + number),
			customer_email: email,
			// Of no merchant.
			subscription_id: id(98),
			allowed_providers: number % 2 ? "[]" : '["WAVE"]',
		});
	}
	await insert(database, "payment_links", {
		...OWNED,
		link_id: id(3),
		link_type: "instant",
		title: "Don",
		currency_code: "XOF",
		price: 1e300,
		allowed_providers: "[]",
		allow_coupon_code: 0,
		is_active: 1,
		expires_at: "9999-12-31T23:59:59.999Z",
		metadata: session.metadata,
	});
}

test("version 02, with what later versions refuse", async () => {
	const database = openDatabase(file);
	await sql.raw(SIGNATURE).execute(database);
	const { error } = await new Migrator({
		db: database,
		provider: { getMigrations: async () => MIGRATIONS },
	}).migrateTo("02");
	expect(error).toBeUndefined();
	await fill(database);
	await database.destroy();

	const faults: string[] = [];
	const sandbox = await createSandbox({
		document,
		data: file,
		empty: true,
		onFault: (trace) => faults.push(trace),
	});
	const url = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	const lomi = new Lomi({
		apiKey: api_key,
		baseUrl: url + BASE,
		maxRetries: 0,
		fetch: fetchAndCheck,
	});
	const limit = 100;
	const customers = (await lomi.customers.list({ limit })).data;
	const kept = EMAILS.map((email) =>
		INVALID_EMAILS.includes(String(email)) ? null : email,
	).toSorted();
	expect(customers.map(({ email }) => email).toSorted()).toStrictEqual(kept);
	const subscriptions = (await lomi.subscriptions.list({ limit })).data;
	expect(
		subscriptions.map((each) => each.customer_email).toSorted(),
	).toStrictEqual(kept);
	const sessions = (await lomi.checkoutSessions.list({ limit })).data;
	expect(sessions.map((each) => each.customer_email).toSorted()).toStrictEqual(
		kept,
	);
	const [session] = sessions.filter((each) => each.allowed_providers.length);
	const { maximum } =
		document.components.schemas?.CheckoutSessionCreate?.properties.amount ?? {};
	expect(session?.amount).toBe(maximum);
	expect(Object.keys(session?.metadata ?? {})).toHaveLength(60);
	const [product] = (await lomi.products.list()).data;
	expect(product?.price).toBe(
		document.components.schemas?.ProductCreate?.properties.price.maximum,
	);
	const [plan] = (await lomi.subscriptionPlans.list(merchant_id)).data;
	expect(plan).toMatchObject({ amount: maximum, charge_day: 31 });
	const [link] = (await lomi.paymentLinks.list()).data;
	expect(link?.price).toBe(maximum);
	await lomi.merchants.get(merchant_id);

	// What is paid can be shown, too.
	for (const each of sessions.filter((one) => one.allowed_providers.length))
		await sandbox.engine.pay(each.checkout_session_id);
	await lomi.transactions.list({ limit });
	await lomi.customers.list({ limit });
	const { data } = await lomi.merchants.getBalance(merchant_id, {
		currency_code: "XOF",
	});
	expect(Number.isSafeInteger(data.balance)).toBe(true);
	await sandbox.close();
	expect(faults).toStrictEqual([]);
});

/** One whose customer has a valid e-mail address. */
const SUBSCRIPTION = id(200 + INVALID_EMAILS.length);

test("version 05, whose attempts don't know their event", async () => {
	const database = openDatabase(file);
	await sql.raw(SIGNATURE).execute(database);
	await exclusively(database, addFunctions);
	const { error } = await new Migrator({
		db: database,
		provider: { getMigrations: async () => MIGRATIONS },
	}).migrateTo("05");
	expect(error).toBeUndefined();
	await fill(database);
	await database
		.updateTable("plans")
		.set({ amount: 100, charge_day: null })
		.execute();
	await insert(database, "webhooks", {
		id: "wh_1",
		organization_id,
		url: "http://127.0.0.1:9/",
		events: "[]",
		active: 1,
		secret: "whsec_1",
		created_at: TIME,
		updated_at: TIME,
	});
	const event = { event_id: "evt_1", merchant_id, organization_id };
	const payload = JSON.stringify({
		id: "evt_1",
		event: "SUBSCRIPTION_CANCELED",
		data: { subscription_id: SUBSCRIPTION },
	});
	await insert(database, "events", {
		...event,
		event_type: "SUBSCRIPTION_CANCELED",
		payload,
		created_at: TIME,
	});
	await insert(database, "deliveries", {
		event_id: "evt_1",
		webhook_id: "wh_1",
		status: "failed",
		attempts: 1,
		updated_at: TIME,
		sequence: 1,
	});
	for (const [number, each] of [payload, "{damaged"].entries())
		await insert(database, "delivery_logs", {
			id: id(400 + number),
			webhook_id: "wh_1",
			event_type: "SUBSCRIPTION_CANCELED",
			attempt_number: 1,
			success: 0,
			response_body_truncated: 0,
			payload_present: 1,
			created_at: TIME,
			payload: each,
		});
	// As restored snapshots have left it.
	await sql`INSERT INTO sqlite_sequence VALUES ('events', 0)`.execute(database);
	await database.destroy();

	const sandbox = await createSandbox({ document, data: file, empty: true });
	const url = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	const control = new Control({ url });
	const { data } = await control.events.get("evt_1");
	expect(data.deliveries).toMatchObject([
		{ webhook_id: "wh_1", logs: [{ id: id(400), response_text: null }] },
	]);
	const { data: timeline } =
		await control.subscriptions.getTimeline(SUBSCRIPTION);
	expect(timeline.entries.at(-1)).toMatchObject({
		kind: "canceled",
		event_id: "evt_1",
	});
	await control.snapshots.create();
	const { data: exported } = await control.snapshots.export("default");
	expect(exported.tables.sqlite_sequence?.rows).toStrictEqual([["events", 1]]);
	await control.snapshots.import(exported);
	await sandbox.close();
});
