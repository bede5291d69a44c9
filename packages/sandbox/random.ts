/** The sandbox's randomness: IDs, secrets and seed data come from an injected source. */
import { randomInt, randomUUID } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Random {
	/** An integer from `least` to `most`, both inclusive. */
	int(least: number, most: number): number;
	/** Random bytes in lower-case hex. */
	hex(bytes: number): string;
	/** Returns a function that rewinds to the current position. Only for repeatable sources. */
	mark?(): () => void;
	/** Starts another sequence, which is the same for the same number. Only for repeatable sources. */
	restart?(number: number): void;
}

/** Cryptographically secure: for IDs and secrets. */
export const secureRandom: Random = {
	int: (least, most) => randomInt(least, most + 1),
	hex(bytes) {
		let digits = "";
		while (digits.length < 2 * bytes) digits += randomDigits(randomUUID());
		return digits.slice(0, 2 * bytes);
	},
};

/** The hex digits of a version 4 UUID but for those of version and variant. Node makes UUIDs several times as fast as bytes. */
function randomDigits(id: string): string {
	return `${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(15, 18)}${id.slice(20, 23)}${id.slice(24)}`;
}

/** Repeatable for the same seed, and fast enough to seed a million payments. */
export function seededRandom(seed: number): Random {
	let generator = xoroshiro128plus(seed);
	const word = () => (generator.next() >>> 0).toString(16).padStart(8, "0");
	return {
		int: (least, most) => uniformInt(generator, least, most),
		hex(bytes) {
			let digits = "";
			while (digits.length < 2 * bytes) digits += word();
			return digits.slice(0, 2 * bytes);
		},
		mark() {
			const marked = generator.clone();
			return () => {
				generator = marked.clone();
			};
		},
		restart(number) {
			generator = xoroshiro128plus(seed ^ number);
		},
	};
}

/** A version 4 UUID. */
export function uuid(random: Random): string {
	const digits = random.hex(16);
	const variant = "89ab"[Number.parseInt(digits.charAt(16), 16) % 4];
	return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
}

/** A random item. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
	return items[random.int(0, items.length - 1)] as Item;
}

/** True with the given probability, in percent. */
export function chance(random: Random, percent: number): boolean {
	return random.int(1, 10_000) <= percent * 100;
}

/** A random key, with the given weights. */
export function pickWeighted<Item extends string>(
	random: Random,
	weights: Readonly<Partial<Record<Item, number>>>,
): Item {
	const entries = Object.entries(weights) as [Item, number][];
	const sum = entries.reduce((total, [, weight]) => total + weight, 0);
	let left = random.int(1, sum);
	for (const [item, weight] of entries) {
		left -= weight;
		if (left <= 0) return item;
	}
	throw new Error("There is nothing to choose from.");
}

/** A sample of the standard normal distribution (Box–Muller). */
export function normal(random: Random): number {
	const share = () => random.int(1, 2 ** 30) / 2 ** 30;
	return Math.sqrt(-2 * Math.log(share())) * Math.cos(2 * Math.PI * share());
}
