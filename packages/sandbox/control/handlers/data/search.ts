/** Finds anything by its ID, by what identifies it elsewhere, or by a part of its texts. */
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../../db/sqlite.ts";
import { valuesOf } from "../../../db/values.ts";
import { phoneKey } from "../../../phone.ts";
import type { ControlSchemas } from "../../../schema-types.ts";
import { nextTurn } from "../../../timers.ts";
import type { ControlHandlers } from "../../context.ts";
import { canonicalId, type Key, readKeys } from "../../listing/keys.ts";
import { matching, type Needle, needleOf } from "../../listing/matching.ts";
import { type MerchantOfData, merchantsOf } from "../../listing/merchants.ts";
import {
	SOURCES,
	type Source,
	type SourceKind,
} from "../../listing/sources.ts";
import type { FindRequest } from "../../requests/find-request.ts";

import { amountTitle, TITLES } from "./titles.ts";

type Result = ControlSchemas["SearchResult"];

interface Parts {
	database: Database;
	findRequest: FindRequest;
}

/** Rows that are searched before requests have their turn. */
const SEARCHED_AT_ONCE = 2_000;
/** Rows of each table that are searched for a part of a text. */
const MOST_SEARCHED = 20_000;

/** A row that was found. */
interface Found {
	id: string;
	merchant_id: string;
	text: string | null;
	number: number | null;
	currency: string | null;
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
			WHERE +${sql.ref(owner)} IN ${valuesOf(owners)} AND ${condition} ${deleted ? sql`AND ${sql.ref(deleted)} IS NULL` : sql``}
			ORDER BY +created_at DESC, +${sql.ref(id)} DESC LIMIT ${limit}`.execute(
			database,
		);
		return rows.map((row) => ({
			kind,
			id: row.id,
			title:
				row.text ??
				(row.currency === null
					? row.id
					: amountTitle(row.number ?? 0, row.currency)),
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

	/** What the text identifies elsewhere: a provider's ID, an e-mail address, a phone number. */
	const findByValue = async (
		text: string,
		merchants: MerchantOfData[],
		limit: number,
	): Promise<Result[]> => {
		const found = await select(
			"transaction",
			merchants,
			sql`provider_transaction_id = ${text}`,
			limit,
		);
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

	/** Rows of a table that have the text within theirs, among the newest. */
	const findByPart = async (
		kind: SourceKind,
		merchants: MerchantOfData[],
		needle: Needle,
		limit: number,
		signal: AbortSignal,
	): Promise<Result[]> => {
		const source: Source = SOURCES[kind];
		const match = matching(needle, {
			texts: source.texts,
			phones: source.phones,
			metadata: source.hasMetadata ? "metadata" : undefined,
		});
		const found: Result[] = [];
		let after: Key | undefined;
		for (let searched = 0; searched < MOST_SEARCHED; ) {
			const keys = await readKeys(database, source, {
				merchants,
				filters: {},
				after,
				most: SEARCHED_AT_ONCE,
			});
			const places = keys.map(({ place }) => place);
			found.push(
				...(await select(
					kind,
					merchants,
					sql`rowid IN ${valuesOf(places)} AND ${match}`,
					limit - found.length,
				)),
			);
			searched += keys.length;
			after = keys.at(-1);
			if (keys.length < SEARCHED_AT_ONCE || found.length >= limit) break;
			if (signal.aborted) break;
			await nextTurn();
		}
		return found;
	};

	return {
		async searchData({ query, signal }) {
			const { limit } = query;
			const text = query.query.trim();
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
			add(await findByValue(text, merchants, limit));
			for (const [kind] of entries())
				if (found.size < limit)
					add(await findByPart(kind, merchants, needle, limit, signal));
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
