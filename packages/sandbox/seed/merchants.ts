/** The two merchants of every sandbox, in two organizations, each with a key and its providers: those of the description's examples. */
import { type Description, type Node, testServer } from "@lomi/spec";
import { toRow } from "../db/serializers.ts";
import type { Database } from "../db/sqlite.ts";
import { moveTo, successesOf } from "../spec-examples.ts";

export interface SeededMerchant {
	merchant_id: string;
	organization_id: string;
	api_key: string;
	name: string;
	country: string;
	/** Days between two attempts to charge a subscription. */
	retry_payment_every: number;
	/** How many attempts come after the first. */
	total_retries: number;
}

/** How the keys end. */
const KEYS = ["sandbox", "sandbox_two"];
/** The examples have one organization, that of the first merchant. */
const OTHER_ORGANIZATION = "b3f8a6d2-0c4e-4d19-8e75-1f2a9c6b7d30";
/** The merchants. The first is that of the examples; its key is the one that the sandbox prints. */
export function merchantsOf(document: Description): SeededMerchant[] {
	const prefix = testServer(document)["x-key-prefix"];
	return documentedMerchants(document, new Date()).map(
		(
			{ merchant_id, name, country, retry_payment_every, total_retries },
			index,
		) => ({
			merchant_id,
			organization_id: organizationOf(document, index),
			api_key: `${prefix}${KEYS[index]}`,
			name,
			country,
			retry_payment_every,
			total_retries,
		}),
	);
}

function documentedMerchants(document: Description, now: Date): Node[] {
	return successesOf(document, "getMerchant")
		.slice(0, KEYS.length)
		.map(({ data }) => moveTo(document, now, data));
}

function organizationOf(document: Description, index: number): string {
	const [{ data }] = successesOf(document, "getCustomer");
	return index === 0 ? data.organization_id : OTHER_ORGANIZATION;
}

/** True where a database has no merchant yet. */
export async function isEmpty(database: Database): Promise<boolean> {
	const there = await database
		.selectFrom("merchants")
		.select("name")
		.executeTakeFirst();
	return !there;
}

/**
 * Puts the merchants into an empty database; one that has any stays as it is.
 *
 * @param since When they came to lomi., where that was before what the examples say.
 */
export async function seedMerchants(
	database: Database,
	document: Description,
	now: Date,
	since = now,
): Promise<void> {
	if (!(await isEmpty(database))) return;
	const described = documentedMerchants(document, now);
	for (const [index, { merchant_id, api_key }] of merchantsOf(
		document,
	).entries()) {
		const { mrr, arr, merchant_lifetime_value, ...merchant } = described[
			index
		] as Node;
		await database
			.insertInto("merchants")
			.values({
				...toRow(merchant),
				organization_id: organizationOf(document, index),
				created_at: [merchant.created_at, since.toISOString()].sort()[0],
			} as never)
			.execute();
		await database
			.insertInto("api_keys")
			.values({ api_key, merchant_id })
			.execute();
		await database
			.insertInto("providers")
			.values(
				providersOf(document).map(
					(provider, place) =>
						({
							...toRow(provider),
							merchant_id,
							place,
						}) as never,
				),
			)
			.execute();
	}
}

/** The providers of the description's example, and which of them every merchant has connected. */
export function providersOf(
	document: Description,
): { code: string; payment_methods: string[]; is_connected: boolean }[] {
	const [{ data }] = successesOf(document, "listProviders");
	return data;
}
