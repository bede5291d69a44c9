/** Chance, as the sandbox sees it: IDs, secrets and the seed data come from a source that it was given. */
import { randomBytes, randomInt } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
	/** A whole number from `least` to `most`, both included. */
	int(least: number, most: number): number;
	/** Random bytes as lower-case hex, two digits for each. */
	hex(bytes: number): string;
}

/** Unpredictable, as IDs and secrets should be. */
export const secureRandom: Random = {
	int: (least, most) => randomInt(least, most + 1),
	hex: (bytes) => randomBytes(bytes).toString("hex"),
};

/** The same again for the same seed. */
export function seededRandom(seed: number): Random {
	const generator = xoroshiro128plus(seed);
	const int = (least: number, most: number) =>
		uniformInt(generator, least, most);
	return {
		int,
		hex: (bytes) =>
			Array.from({ length: bytes }, () =>
				int(0, 255).toString(16).padStart(2, "0"),
			).join(""),
	};
}

/** A UUID of version 4. */
export function uuid(random: Random): string {
	const digits = random.hex(16).split("");
	digits[12] = "4";
	digits[16] = "89ab"[Number.parseInt(digits[16] ?? "0", 16) % 4] ?? "8";
	return digits
		.join("")
		.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** One of some. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
	return items[random.int(0, items.length - 1)] as Item;
}
