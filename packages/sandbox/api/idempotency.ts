/** Stores responses by merchant and idempotency key for as long as documented, to replay them byte for byte. */
import { createHash } from "node:crypto";
import type { Connection } from "../db/database.ts";

export interface StoredResponse {
	status: number;
	/** The body; empty if there is none. */
	text: string;
}

const HOUR = 60 * 60 * 1000;

/** Identifies a request by its method, URL and the bytes of its body. */
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

/** An idempotency key and the request that it was sent with. */
export interface KeyUse {
	merchant_id: string;
	idempotency_key: string;
	fingerprint: string;
	now: Date;
	/** How long responses are kept. */
	hours: number;
}

/** Returns the response stored for a key, or `other` if the key was used for a different request. */
export async function findStoredResponse(
	database: Connection,
	{ merchant_id, idempotency_key, fingerprint, ...age }: KeyUse,
): Promise<StoredResponse | "other" | undefined> {
	const stored = await database
		.selectFrom("idempotency_keys")
		.select(["fingerprint", "status", "body as text", "created_at"])
		.where("merchant_id", "=", merchant_id)
		.where("idempotency_key", "=", idempotency_key)
		.executeTakeFirst();
	if (!stored || stored.created_at <= oldest(age)) return undefined;
	return stored.fingerprint === fingerprint ? stored : "other";
}

/** Stores a response, and removes expired ones. */
export async function storeResponse(
	database: Connection,
	{ now, hours, ...use }: KeyUse,
	{ status, text: body }: StoredResponse,
): Promise<void> {
	await database
		.deleteFrom("idempotency_keys")
		.where("created_at", "<=", oldest({ now, hours }))
		.execute();
	await database
		.insertInto("idempotency_keys")
		.values({ ...use, status, body, created_at: now.toISOString() })
		// The first response to a key stays.
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

function oldest({ now, hours }: Pick<KeyUse, "now" | "hours">): string {
	return new Date(now.getTime() - hours * HOUR).toISOString();
}
