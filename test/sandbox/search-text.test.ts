/** How texts are compared in searches: the fast way finds what the plain one does. */
import { describe, expect, test } from "vitest";
import {
	createFinder,
	searchKey,
} from "../../packages/sandbox/db/search-text.ts";
import { seededRandom } from "../../packages/sandbox/random.ts";

describe("a finder", () => {
	const TEXTS = [
		"Awa Koné",
		"AWA KONE\u0301",
		"Éloïse N’Guessan\nœuvre",
		"Åsa \u212bngström \u212aelvin",
		"ａｗａ Koné",
		"Ωmega Ελλάδας",
		"한글 Kone",
		"Zoe\u20d7 x",
		'say "hi" [a-z]* \\ ^$',
		"\ud83d\ude00 Awa",
		"İstanbul",
		"",
	];

	test("finds every part of a text, and nothing else", () => {
		const keys = new Set(
			TEXTS.flatMap((text) => {
				const key = searchKey(text);
				return [...key].flatMap((_, at) => [
					key.slice(at, at + 1),
					key.slice(at, at + 3),
					key.slice(at),
				]);
			}),
		);
		for (const key of [...keys, "]", "\\", "-", "^", "zzz", "\0"])
			for (const text of TEXTS)
				expect(createFinder(key)(text), `${key} in ${text}`).toBe(
					searchKey(text).includes(key),
				);
	});

	test("agrees for any characters", () => {
		const random = seededRandom(7);
		const characters = Array.from({ length: 30_000 }, () =>
			String.fromCodePoint(random.int(1, 0xd7ff)),
		);
		for (let at = 0; at < characters.length; at += 10) {
			const text = characters.slice(at, at + 10).join("");
			for (const key of ["a", "e", "k", "n'", searchKey(text).slice(2, 4)])
				expect(createFinder(key)(text)).toBe(searchKey(text).includes(key));
		}
	});
});
