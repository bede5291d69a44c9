/** An answer is kept for 24 hours under its merchant's idempotency key, and given again, byte for byte. */
import { createHash } from "node:crypto";
import type { Connection } from "../db/sqlite.ts";

export interface StoredResponse {
	status: number;
	/** The body's text; empty where there is none. */
	text: string;
}

const DAY = 24 * 60 * 60 * 1000;

/** What tells one request from another: its method, its address, its body to the byte. */
export function fingerprintOf(
	method: string,
	url: string,
	body: Buffer,
): string {
	return createHash("sha256")
		.update(JSON.stringify([method, url]))
		.update(body)
		.digest("hex");
}

/** A key, and what it is used for. */
export interface KeyUse {
	merchant_id: string;
	idempotency_key: string;
	fingerprint: string;
	now: Date;
}

/** What was answered under a key; `other` where that was to another request. */
export async function findStoredResponse(
	database: Connection,
	{ merchant_id, idempotency_key, fingerprint, now }: KeyUse,
): Promise<StoredResponse | "other" | undefined> {
	const stored = await database
		.selectFrom("idempotency_keys")
		.select(["fingerprint", "status", "body as text", "created_at"])
		.where("merchant_id", "=", merchant_id)
		.where("idempotency_key", "=", idempotency_key)
		.executeTakeFirst();
	if (!stored || stored.created_at <= oldest(now)) return undefined;
	return stored.fingerprint === fingerprint ? stored : "other";
}

/** Keeps an answer, and forgets those that are too old. */
export async function storeResponse(
	database: Connection,
	{ now, ...use }: KeyUse,
	{ status, text: body }: StoredResponse,
): Promise<void> {
	await database
		.deleteFrom("idempotency_keys")
		.where("created_at", "<=", oldest(now))
		.execute();
	await database
		.insertInto("idempotency_keys")
		.values({ ...use, status, body, created_at: now.toISOString() })
		// A key that was used before keeps its first answer.
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

function oldest(now: Date): string {
	return new Date(now.getTime() - DAY).toISOString();
}
