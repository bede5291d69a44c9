/** The two merchants of every sandbox, in two organizations, each with a key and its providers, from the description's examples. */
import { type Description, type Node, testServer } from "@lomi/spec";
import type { Database } from "../db/database.ts";
import { toRow } from "../db/serializers.ts";
import type { ProviderCode } from "../schema-types.ts";
import { moveTo, successesOf } from "../spec-examples.ts";

export interface SeededMerchant {
	merchant_id: string;
	organization_id: string;
	api_key: string;
	name: string;
	country: string;
	/** Days between attempts to charge a subscription. */
	retry_payment_every: number;
	/** Number of retries after the first attempt. */
	total_retries: number;
}

/** Endings of the keys. */
const KEYS = ["sandbox", "sandbox_two"];
/** The examples have only the first merchant's organization. */
const OTHER_ORGANIZATION = "b3f8a6d2-0c4e-4d19-8e75-1f2a9c6b7d30";
/** The merchants. The first is that of the examples, and its key is the one that the sandbox prints. */
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

/** True if a database has no merchants. */
export async function isEmpty(database: Database): Promise<boolean> {
	const there = await database
		.selectFrom("merchants")
		.select("name")
		.executeTakeFirst();
	return !there;
}

/**
 * Seeds the merchants, unless the database already has any.
 *
 * @param since When they joined lomi., if before the date in the examples.
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

/** The providers in the description's example, with the connections that every merchant starts with. */
export function providersOf(
	document: Description,
): { code: ProviderCode; payment_methods: string[]; is_connected: boolean }[] {
	const [{ data }] = successesOf(document, "listProviders");
	return data;
}
