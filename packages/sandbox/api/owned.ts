/** Columns that all rows of a merchant share. */

import type { Node } from "@lomi/spec";
import { parseStored } from "../db/stored-json.ts";
import type { Context } from "./context.ts";

/** Owner and times of a new row. The key determines the owner, whatever the body says. */
export function owned({ merchant, clock }: Context) {
	const now = clock.now().toISOString();
	return {
		merchant_id: merchant.merchant_id,
		organization_id: merchant.organization_id,
		created_at: now,
		updated_at: now,
	};
}

/** The time of an update. */
export function touched({ clock }: Context) {
	return { updated_at: clock.now().toISOString() };
}

/** `metadata` after a PATCH: merged with the current keys or replacing them, by the operation's `x-metadata`. */
export function metadataAfter(
	{ operation, body }: Context,
	before: string | null,
): { metadata?: string | null } {
	if (!("metadata" in body)) return {};
	const sent: Node | null = body.metadata;
	if (sent === null) return { metadata: null };
	const there: Node =
		operation.metadata === "merge" ? parseStored(before ?? "{}") : {};
	return { metadata: JSON.stringify({ ...there, ...sent }) };
}
