/** The two merchants of every sandbox, in two organizations, each with a key and its providers. */
import {
	type Description,
	readOperations,
} from "../../description/operations.ts";
import { toRow } from "../data/present.ts";
import type { Database } from "../data/sqlite.ts";

export interface SeededMerchant {
	merchant_id: string;
	organization_id: string;
	api_key: string;
	name: string;
	country: string;
}

/** The first is the merchant of the description's own examples; its key is the one that the sandbox prints. */
export const MERCHANTS: readonly (SeededMerchant & {
	email: string;
	phone_number: string;
})[] = [
	{
		merchant_id: "2f6b1a52-6a0e-4a52-8f0a-3a1f8d3e9b10",
		organization_id: "9d2f4c1e-7b3a-4e5f-8c6d-1a2b3c4d5e6f",
		api_key: "lomi_sk_test_sandbox",
		name: "Boutique Adjamé",
		email: "bonjour@boutique.example.ci",
		phone_number: "+2252720304050",
		country: "CI",
	},
	{
		merchant_id: "6e1d7c30-52b8-4f0e-9a4c-8b7f2d5e1a94",
		organization_id: "b3f8a6d2-0c4e-4d19-8e75-1f2a9c6b7d30",
		api_key: "lomi_sk_test_sandbox_two",
		name: "Teranga Textiles",
		email: "contact@teranga.example.sn",
		phone_number: "+221338203040",
		country: "SN",
	},
];

/** Providers that a new merchant has connected; the others are known and not connected. */
const CONNECTED = ["ORANGE", "WAVE", "MTN"];

/** Puts the merchants into an empty database; one that has any stays as it is. */
export async function seedMerchants(
	database: Database,
	document: Description,
	since: Date,
): Promise<void> {
	const there = await database
		.selectFrom("merchants")
		.select("name")
		.executeTakeFirst();
	if (there) return;
	const at = {
		created_at: since.toISOString(),
		updated_at: since.toISOString(),
	};
	for (const { api_key, ...merchant } of MERCHANTS) {
		await database
			.insertInto("merchants")
			.values({
				...merchant,
				retry_payment_every: 3,
				total_retries: 4,
				metadata: "{}",
				...at,
			})
			.execute();
		const { merchant_id } = merchant;
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
							is_connected: CONNECTED.includes(provider.code) ? 1 : 0,
							merchant_id,
							place,
						}) as never,
				),
			)
			.execute();
	}
}

/** The providers of the description's example. */
function providersOf(document: Description): { code: string }[] {
	const list = readOperations(document).find(
		({ id }) => id === "listProviders",
	);
	const value = list?.answers[0]?.body?.examples[0]?.value;
	return (value as { data: { code: string }[] }).data;
}
