/** A sandbox with a data file that takes steps, and everything in it read back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { Lomi } from "../../../packages/client/index.ts";
import { createRouter } from "../../../packages/http/router.ts";
import { toUtc } from "../../../packages/sandbox/api/parse-request.ts";
import type { Tables } from "../../../packages/sandbox/db/tables.ts";
import { seededRandom } from "../../../packages/sandbox/random.ts";
import {
	merchantsOf,
	seedMerchants,
} from "../../../packages/sandbox/seed/merchants.ts";
import { seedDatabase } from "../../../packages/sandbox/seed/world.ts";
import {
	createSandbox,
	type Sandbox,
} from "../../../packages/sandbox/server.ts";
import { documentedNow } from "../../../packages/sandbox/spec-examples.ts";
import {
	type Node,
	readOperations,
	resolve,
} from "../../../packages/spec/operations.ts";
import { BASE, controlDocument, document, operations } from "../../bundle.ts";
import { HANGS } from "../../hangs.ts";
import { fetchAndCheck } from "../setup/checked-fetch.ts";
import { checkControl } from "../setup/control-check.ts";
import { disorderIn, ledgerOf } from "../setup/ledger.ts";
import { KEY_HEADER } from "../setup/sandbox.ts";
import { walk } from "../walk.ts";
import type { Request, Step } from "./steps.ts";
import { type Reference, write } from "./values.ts";

const PLANE = new URL(controlDocument.servers[0]?.url ?? "").pathname;
const route = createRouter(readOperations(controlDocument));
const merchants = merchantsOf(document);

export interface World {
	take(step: Step): Promise<void>;
	/** Starts again from the seed. */
	reset(): Promise<void>;
	/** Reads back everything, as both merchants. */
	read(): Promise<void>;
	/** Number of answers by door and status. */
	answers: Map<string, number>;
	close(): Promise<void>;
}

/** Table and column of what a field refers to. */
const TABLES: Record<string, [keyof Tables, string]> = {
	merchant_id: ["merchants", "merchant_id"],
	customer_id: ["customers", "customer_id"],
	Customers: ["customers", "customer_id"],
	product_id: ["products", "product_id"],
	Products: ["products", "product_id"],
	plan_id: ["plans", "plan_id"],
	subscription_id: ["subscriptions", "subscription_id"],
	"open session": ["checkout_sessions", "checkout_session_id"],
	"Checkout Sessions": ["checkout_sessions", "checkout_session_id"],
	link_id: ["payment_links", "link_id"],
	transaction_id: ["transactions", "transaction_id"],
	Refunds: ["refunds", "refund_id"],
	Webhooks: ["webhooks", "id"],
	webhook_id: ["webhooks", "id"],
	log_id: ["delivery_logs", "id"],
	event_id: ["events", "event_id"],
	code: ["providers", "code"],
	Merchants: ["merchants", "merchant_id"],
};
const NOTHING = "00000000-0000-4000-8000-000000000000";

export async function createWorld(): Promise<World> {
	const folder = mkdtempSync(join(tmpdir(), "lomi-doors-"));
	const faults: string[] = [];
	const answers = new Map<string, number>();
	const now = documentedNow(document);
	let starts = 0;
	let url = "";
	/** True while rules may make requests fail. */
	let injected = false;
	let sandbox: Sandbox;

	const start = async () => {
		sandbox = await createSandbox(document, {
			data: join(folder, "sandbox.db"),
			clock: { now: () => now },
			random: seededRandom(++starts),
			control: controlDocument,
			onFault: (trace) => faults.push(trace),
			seed: (database, of, to) =>
				to === "empty"
					? seedMerchants(database, of, now)
					: seedDatabase(database, of, {
							now,
							random: seededRandom(-starts),
							size: 0,
						}),
		});
		url = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
		injected = false;
	};

	/** An ID: mostly one of the merchant's own. */
	const find = async (
		{ field, index }: Reference,
		owner: number,
	): Promise<string> => {
		if (field === "name") return index % 2 ? "a" : "b";
		const [table, column] = TABLES[field] ?? [];
		if (!table || !column) throw new Error(`Nobody knows ${field}.`);
		const rows: Node[] = await sandbox.database
			.selectFrom(table)
			.selectAll()
			.orderBy(column as never)
			.execute();
		const { merchant_id, organization_id } = merchants[owner] ?? {};
		const own = rows.filter((row) =>
			[row.merchant_id ?? merchant_id, row.organization_id].some((each) =>
				[merchant_id, organization_id].includes(each),
			),
		);
		const open = own.filter(({ status }) => status === "open");
		const among =
			index % 8 === 0
				? [...rows, {}]
				: field === "open session" && open.length > 0
					? open
					: own;
		return among[index % among.length]?.[column] ?? NOTHING;
	};

	/** The IDs that a request's references stand for. */
	const resolveAll = async (
		value: unknown,
		owner: number,
		into = new Map<Reference, string>(),
	) => {
		const references: Reference[] = [];
		write(value, (reference) => {
			references.push(reference);
			return "";
		});
		for (const reference of references)
			into.set(reference, await find(reference, owner));
		return (reference: Reference) => into.get(reference) ?? NOTHING;
	};

	const urlOf = async (request: Request, owner: number) => {
		const { door, path, references, query, what } = request;
		let filled = path;
		for (const [name, reference] of Object.entries(references)) {
			const id = await find(reference, owner);
			if (name === "link_id" && what === "a link's page") {
				const link = await sandbox.engine.findLink(id);
				filled = filled.replace("{link_type}", link?.link_type ?? "instant");
			}
			filled = filled.replace(`{${name}}`, encodeURIComponent(id));
		}
		const found = await resolveAll(query, owner);
		const pairs = Object.entries(query).map(([name, value]) => [
			name,
			typeof value === "object" && value !== null && "index" in value
				? found(value as Reference)
				: String(value).toWellFormed(),
		]);
		const base = { api: BASE, page: "", control: PLANE }[door];
		const search = new URLSearchParams(pairs as [string, string][]);
		return `${url}${base}${filled}${search.size > 0 ? `?${search}` : ""}`;
	};

	/** A form's fields, with texts for all of their values. */
	const formOf = (body: unknown): string =>
		new URLSearchParams(
			Object.entries(Object(body)).map(([name, value]) => [
				name,
				(typeof value === "string"
					? value
					: write(value, () => "")
				).toWellFormed(),
			]),
		).toString();

	const send = async (request: Request): Promise<void> => {
		const { door, method, body, merchant = 0, idempotencyKey, what } = request;
		const target = await urlOf(request, merchant);
		const text =
			body === undefined
				? undefined
				: door === "page"
					? formOf(body)
					: write(body, await resolveAll(body, merchant));
		const type =
			door === "page"
				? "application/x-www-form-urlencoded"
				: "application/json";
		const init: RequestInit = {
			method,
			redirect: "manual",
			signal: AbortSignal.timeout(HANGS / 2),
			headers: {
				...(door === "api" && {
					[KEY_HEADER]: merchants[merchant]?.api_key ?? "",
				}),
				...(text !== undefined && { "content-type": type }),
				...(idempotencyKey && { "idempotency-key": idempotencyKey }),
			},
			...(text !== undefined && { body: text }),
		};
		const sent = `${method} ${target} ${text?.slice(0, 2_000) ?? ""}`;
		let response: Response;
		try {
			response =
				door === "api"
					? await fetchAndCheck(target, init)
					: await fetch(target, init);
		} catch (error) {
			// Injected faults drop connections.
			if (injected && door === "api" && (error as Error).cause) return;
			throw new Error(`${sent}: ${error}`, { cause: error });
		}
		const { status } = response;
		const key = `${door} ${what} ${status}`;
		answers.set(key, (answers.get(key) ?? 0) + 1);
		if (status >= 500 && !(injected && door === "api"))
			throw new Error(
				`${status} for ${sent}: ${await response.text()} ${faults}`,
			);
		expect(faults, sent).toStrictEqual([]);
		// A generated query may be longer than any server reads.
		if (door === "control" && status !== 431) {
			await checkControl(route, PLANE, method, response.clone());
			if (status < 400) {
				if (what === "request fault" || what === "restore") injected = true;
				if (what === "no faults" || what === "reset") injected = false;
			}
		}
		if (door === "api" && status < 300 && text !== undefined)
			compare(what, exactly(text), exactly(await response.text()));
		else await response.arrayBuffer();
	};

	const world: World = {
		answers,
		async take(step) {
			if (step.door === "read") return world.read();
			if (step.door !== "restart") return send(step);
			await sandbox.close();
			await start();
		},
		async reset() {
			for (const [method, path] of [
				["DELETE", "/faults"],
				["POST", "/reset"],
			])
				await fetch(url + PLANE + path, { method: method as string });
			injected = false;
			faults.splice(0);
		},
		async read() {
			await fetch(`${url}${PLANE}/faults`, { method: "DELETE" });
			injected = false;
			const { database } = sandbox;
			const seeded = {
				baseUrl: url + BASE,
				database,
				merchants,
				client: (merchant: number) =>
					new Lomi({
						apiKey: merchants[merchant]?.api_key ?? "",
						baseUrl: url + BASE,
						maxRetries: 0,
						fetch: fetchAndCheck,
					}),
				close: sandbox.close,
			};
			for (const [index, { merchant_id }] of merchants.entries()) {
				const { balances } = await walk(seeded, index).catch((error) => {
					throw new Error(`${error} ${faults.join("\n")}`, { cause: error });
				});
				for (const [currency, balance] of balances)
					expect(balance).toBe(
						await ledgerOf(database, merchant_id, currency as never),
					);
				// The list has only those who have paid.
				const customers = await database
					.selectFrom("customers")
					.select("customer_id")
					.where("merchant_id", "=", merchant_id)
					.execute();
				for (const { customer_id } of customers)
					await seeded.client(index).customers.get(customer_id);
			}
			for (const path of [
				"/events?limit=1000",
				"/deliveries?limit=1000",
				"/requests?limit=1000",
				"/faults",
				"/snapshots",
				"/clock",
			]) {
				const response = await fetch(url + PLANE + path);
				expect(response.status, path).toBe(200);
				await checkControl(route, PLANE, "GET", response);
			}
			expect(await disorderIn(database, now.toISOString())).toStrictEqual([]);
			expect(faults).toStrictEqual([]);
		},
		async close() {
			await sandbox.close();
			rmSync(folder, { recursive: true });
		},
	};
	await start();
	return world;
}

/** Fields that a response names otherwise, or not at all. */
const RENAMED: Record<string, string> = {
	authorized_events: "events",
	is_active: "active",
};
/** Fields that depend on others. */
const DERIVED: Record<string, string[]> = {
	createCheckoutSession: ["amount"],
	updateSubscription: ["end_date", "next_billing_date"],
};

/** Parses JSON, with numbers as the text of their exact value. */
function exactly(text: string): Node {
	const parse = JSON.parse as (
		text: string,
		revive: (
			key: string,
			value: unknown,
			context: { source: string },
		) => unknown,
	) => Node;
	return parse(text, (_key, value, { source }) =>
		typeof value === "number" ? new Exact(source) : value,
	);
}

/** A number as it stands in a JSON text. Equal ones have equal digits. */
class Exact {
	readonly value: string;
	constructor(source: string) {
		const [, sign, whole = "", fraction = "", exponent = "0"] =
			/^(-?)(\d+)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
		const digits = (whole + fraction).replace(/^0+/, "");
		const significant = digits.replace(/0+$/, "");
		const power =
			Number(exponent) - fraction.length + digits.length - significant.length;
		this.value = significant ? `${sign}${significant}e${power}` : "0";
	}
}

/** What was sent comes back. */
function compare(id: string, sent: Node, { data }: Node): void {
	const operation = operations.find((each) => each.id === id);
	const schema = resolve(document, { $ref: operation?.body?.schema });
	const variant = (schema.oneOf ?? [schema])
		.map((each: Node) => resolve(document, each))
		.find(
			({ properties }: Node) =>
				!operation?.body?.tag ||
				properties[operation.body.tag].const === sent[operation.body.tag],
		);
	for (const [name, value] of Object.entries(sent)) {
		const shown = id.endsWith("Webhook") ? (RENAMED[name] ?? name) : name;
		if (resolve(document, variant?.properties[name]).deprecated) continue;
		if (!(shown in data)) continue;
		if (DERIVED[id]?.includes(name)) continue;
		if (
			name === "metadata" &&
			operation?.metadata === "merge" &&
			value !== null
		)
			expect(data[shown], id).toMatchObject(value as object);
		else
			expect(JSON.stringify(data[shown]), `${id} ${name}`).toBe(
				JSON.stringify(
					canonical(resolve(document, variant?.properties[name]), value),
				),
			);
	}
}

function canonical({ format, items }: Node, value: unknown): unknown {
	if (Array.isArray(value))
		return value.map((each) => canonical(items ?? {}, each));
	if (typeof value !== "string") return value;
	if (format === "uuid") return value.toLowerCase();
	return format === "date-time" ? toUtc(value) : value;
}
