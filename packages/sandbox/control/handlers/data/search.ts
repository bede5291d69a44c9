/** Finds anything by its ID, by what identifies it elsewhere, or by a part of its texts. */
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../../db/database.ts";
import { unindexed, valuesOf } from "../../../db/values.ts";
import { phoneKey } from "../../../phone.ts";
import type { ControlSchemas } from "../../../schema-types.ts";
import type { ControlHandlers } from "../../context.ts";
import { canonicalId, placeIn } from "../../listing/keys.ts";
import { haystackOf, matching, needleOf } from "../../listing/matching.ts";
import { type MerchantOfData, merchantsOf } from "../../listing/merchants.ts";
import { readPasted } from "../../listing/pasted.ts";
import { scan } from "../../listing/scan.ts";
import {
	SOURCES,
	type Source,
	type SourceKind,
} from "../../listing/sources.ts";
import type { FindRequest } from "../../requests/find-request.ts";

import { TITLES, type TitleParts, titleOf } from "./titles.ts";

type Result = ControlSchemas["SearchResult"];

interface Parts {
	database: Database;
	findRequest: FindRequest;
}

/** Rows of each table that are searched for a part of a text. */
const MOST_SEARCHED = 20_000;
/** Payments that are searched for a provider's reference. */
const MOST_REFERENCES = 100_000;
/** No provider has shorter references. */
const REFERENCE = /^\S{8,}$/;

/** A row that was found. */
interface Found extends TitleParts {
	id: string;
	merchant_id: string;
}

export function search({ database, findRequest }: Parts): ControlHandlers {
	/** Rows of a table that meet a condition, newest first. */
	const select = async (
		kind: SourceKind,
		merchants: MerchantOfData[],
		condition: RawBuilder<unknown>,
		limit: number,
	): Promise<Result[]> => {
		const { table, id, owner, deleted }: Source = SOURCES[kind];
		const { text, amount } = TITLES[kind];
		const owners = merchants.map((each) => each[owner]);
		const { rows } = await sql<Found>`
			SELECT ${sql.ref(id)} AS id, ${ownerOf(SOURCES[kind])} AS merchant_id, ${sql.raw(text)} AS text,
				${sql.raw(amount?.number ?? "NULL")} AS number, ${sql.raw(amount?.currency ?? "NULL")} AS currency
			FROM ${sql.table(table)}
			WHERE ${unindexed(sql.ref(owner))} IN ${valuesOf(owners)} AND ${condition} ${deleted ? sql`AND ${sql.ref(deleted)} IS NULL` : sql``}
			ORDER BY ${unindexed(sql.ref("created_at"))} DESC, ${unindexed(sql.ref(id))} DESC LIMIT ${limit}`.execute(
			database,
		);
		return rows.map((row) => ({
			kind,
			id: row.id,
			title: titleOf(kind, row) ?? row.id,
			merchant_id: row.merchant_id,
		}));
	};

	/** What has the text as its ID. */
	const findById = async (
		text: string,
		merchants: MerchantOfData[],
	): Promise<Result[]> => {
		const id = canonicalId(text);
		const found: Result[] = [];
		for (const [kind, source] of entries())
			found.push(
				...(await select(
					kind,
					merchants,
					sql`${sql.ref(source.id)} = ${id}`,
					1,
				)),
			);
		return [
			...found,
			...(await select(
				"webhook",
				merchants,
				sql`id = (SELECT webhook_id FROM delivery_logs WHERE delivery_logs.id = ${id})`,
				1,
			)),
			...(await findEvent(id, merchants)),
			...(await findMerchants(sql`merchant_id = ${id}`, merchants)),
		];
	};

	const findEvent = async (
		id: string,
		merchants: MerchantOfData[],
	): Promise<Result[]> => {
		const rows = await database
			.selectFrom("events")
			.select(["event_id as id", "event_type as title", "merchant_id"])
			.where("event_id", "=", id)
			.where("merchant_id", "in", idsOf(merchants))
			.execute();
		return rows.map((row) => ({ kind: "event", ...row }));
	};

	const findMerchants = async (
		condition: RawBuilder<unknown>,
		merchants: MerchantOfData[],
	): Promise<Result[]> => {
		const rows = await database
			.selectFrom("merchants")
			.select(["merchant_id as id", "name as title", "merchant_id"])
			.where("merchant_id", "in", idsOf(merchants))
			.where(sql<boolean>`${condition}`)
			.execute();
		return rows.map((row) => ({ kind: "merchant", ...row }));
	};

	/** Rows that match, newest first, among the newest of a table. */
	const selectMatching = async (
		kind: SourceKind,
		merchants: MerchantOfData[],
		match: RawBuilder<boolean>,
		most: number,
		limit: number,
		signal: AbortSignal,
	): Promise<Result[]> => {
		const results: Result[] = [];
		const source: Source = SOURCES[kind];
		const query = { merchants, filters: {}, match, most, signal };
		for await (const { found } of scan(database, source, query)) {
			if (found.length === 0) continue;
			const places = valuesOf(found.map(({ place }) => place));
			const rest = limit - results.length;
			results.push(
				...(await select(
					kind,
					merchants,
					sql`${placeIn(source.table)} IN ${places}`,
					rest,
				)),
			);
			if (results.length >= limit) break;
		}
		return results;
	};

	/** Payments by the provider's reference, which no index has: each payment would have to write it. */
	const findByReference = async (
		text: string,
		merchants: MerchantOfData[],
		limit: number,
		signal: AbortSignal,
	): Promise<Result[]> =>
		REFERENCE.test(text)
			? selectMatching(
					"transaction",
					merchants,
					sql<boolean>`transactions.provider_transaction_id = ${text}`,
					MOST_REFERENCES,
					limit,
					signal,
				)
			: [];

	/** What the text identifies elsewhere: a provider's ID, an e-mail address, a phone number. */
	const findByValue = async (
		text: string,
		merchants: MerchantOfData[],
		limit: number,
		signal: AbortSignal,
	): Promise<Result[]> => {
		const found = await findByReference(text, merchants, limit, signal);
		for (const { merchant_id, country } of merchants) {
			// These are the conditions of indexes, literally, and of each merchant.
			const own = sql`merchant_id = ${merchant_id}`;
			const phone = phoneKey(text, country);
			const conditions = [
				sql`${own} AND LOWER(email) = ${text.toLowerCase()} AND email IS NOT NULL`,
				...(phone
					? [sql`${own} AND phone_key = ${phone} AND phone_key IS NOT NULL`]
					: []),
			];
			for (const each of conditions)
				found.push(...(await select("customer", merchants, each, limit)));
		}
		return found;
	};

	return {
		async searchData({ query, signal }) {
			const { limit } = query;
			const text = readPasted(query.query);
			if (text === "") return { data: [] };
			const merchants = await merchantsOf(database, query.merchant_id);
			const countries = merchants.map(({ country }) => country);
			const needle = needleOf(text, countries);
			const found = new Map<string, Result>();
			const add = (results: Result[]) => {
				for (const each of results) {
					const key = `${each.kind} ${each.id}`;
					if (!found.has(key) && found.size < limit) found.set(key, each);
				}
			};
			const request = await findRequest(text);
			if (
				request &&
				(query.merchant_id ?? request.merchant_id) === request.merchant_id
			)
				add([request]);
			add(await findById(text, merchants));
			add(await findByValue(text, merchants, limit, signal));
			for (const [kind, source] of entries())
				if (found.size < limit)
					add(
						await selectMatching(
							kind,
							merchants,
							matching(needle, haystackOf(source)),
							MOST_SEARCHED,
							limit,
							signal,
						),
					);
			const match = matching(needle, {
				texts: ["merchant_id", "name", "email"],
				phones: ["phone_number"],
			});
			add(await findMerchants(match, merchants));
			return { data: [...found.values()] };
		},
	};
}

function entries(): [SourceKind, Source][] {
	return Object.entries(SOURCES) as [SourceKind, Source][];
}

function idsOf(merchants: MerchantOfData[]): RawBuilder<string> {
	return valuesOf(merchants.map(({ merchant_id }) => merchant_id));
}

/** SQL for the merchant of a row. An organization has one. */
function ownerOf({ table, owner }: Source): RawBuilder<unknown> {
	return owner === "merchant_id"
		? sql`merchant_id`
		: sql`(SELECT min(merchant_id) FROM merchants WHERE merchants.organization_id = ${sql.ref(`${table}.organization_id`)})`;
}
