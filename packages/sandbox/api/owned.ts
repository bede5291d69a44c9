/** What every row of a merchant has. */
import type { Node } from "@lomi/spec";
import type { Context } from "./context.ts";

/** Whose a new row is, and since when. The key decides, whatever a body says. */
export function owned({ merchant, clock }: Context) {
	const now = clock.now().toISOString();
	return {
		merchant_id: merchant.merchant_id,
		organization_id: merchant.organization_id,
		created_at: now,
		updated_at: now,
	};
}

/** When a row was changed. */
export function touched({ clock }: Context) {
	return { updated_at: clock.now().toISOString() };
}

/** `metadata` after a PATCH: as `x-metadata` of the operation says, its keys are merged with those that are there, or replace them. */
export function metadataAfter(
	{ operation, body }: Context,
	before: string | null,
): { metadata?: string | null } {
	if (!("metadata" in body)) return {};
	const sent: Node | null = body.metadata;
	if (sent === null) return { metadata: null };
	const there: Node =
		operation.metadata === "merge" ? JSON.parse(before ?? "{}") : {};
	return { metadata: JSON.stringify({ ...there, ...sent }) };
}
