/** Transaction references in the formats of the payment providers. */
import { pick, type Random } from "./random.ts";
import type { ProviderCode } from "./schema-types.ts";

const CAPITALS = [..."ABCDEFGHJKLMNPQRSTUVWXYZ"];
const SIGNS = [...CAPITALS, ..."23456789"];

/**
 * A provider's reference for a payment.
 *
 * @param at When the payment was made, in ISO 8601.
 */
export function referenceOf(
	random: Random,
	provider: string,
	at: string,
): string {
	const code = provider as ProviderCode;
	if (code === "WAVE")
		return `T_${Array.from({ length: 12 }, () => pick(random, SIGNS)).join("")}`;
	if (code === "ORANGE") {
		const [date = "", time = ""] = at.slice(2).split("T");
		const minute = time.slice(0, "09:15".length).replace(":", "");
		return `MP${date.replaceAll("-", "")}.${minute}.${pick(random, CAPITALS)}${random.int(10_000, 99_999)}`;
	}
	return String(random.int(1_000_000_000, 2_000_000_000));
}
