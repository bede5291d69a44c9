/** How texts are compared in searches: without regard to capitals, accents and kinds of apostrophes. */

const ASCII = /^[\0-\x7f]*$/;
const OTHERS = /[^\0-\x7f]/gu;
/** What keyboards, word processors and phones write for an apostrophe. */
export const APOSTROPHES = "\u2018\u2019\u201b\u02bb\u02bc\u2032\u00b4\uff07";

/** A text in the form in which texts are compared: `koné`, `KONE` and `Koné` are all `kone`, and `N’Guessan` is `n'guessan`. */
export function searchKey(text: string): string {
	const plain = ASCII.test(text)
		? text
		: text.replaceAll(OTHERS, withoutAccent);
	return plain.toLowerCase();
}

function withoutAccent(character: string): string {
	return APOSTROPHES.includes(character)
		? "'"
		: character.normalize("NFD").replaceAll(/\p{M}/gu, "");
}

/** Where the letters and marks of Latin script are, and its punctuation. */
const LATIN: [first: number, last: number][] = [
	[0x00, 0x36f],
	[0x1e00, 0x1eff],
	[0x2000, 0x206f],
];
const BEYOND_LATIN = /[^\0-\u036f\u1e00-\u1eff\u2000-\u206f]/;
/** Marks that stand after their letter. */
const MARK = "[\\u0300-\\u036f]*";

/** The Latin characters that are compared as each ASCII character. */
let spellings: Map<string, string> | undefined;

function readSpellings(): Map<string, string> {
	const found = new Map<string, string>();
	for (const [first, last] of LATIN)
		for (let code = first; code <= last; code++) {
			const character = String.fromCharCode(code);
			const key = searchKey(character);
			found.set(key, (found.get(key) ?? "") + character);
		}
	return found;
}

/**
 * Creates the function that says whether a text has another one within it, in any spelling.
 *
 * @param key The other one, as {@link searchKey} returns it.
 */
export function createFinder(key: string): (text: string) => boolean {
	const find = (text: string) => searchKey(text).includes(key);
	if (key === "" || !ASCII.test(key)) return find;
	spellings ??= readSpellings();
	const known = spellings;
	// To fold each text takes three times as long.
	const pattern = new RegExp(
		[...key]
			.map((each) => `[${escaped(known.get(each) ?? each)}]${MARK}`)
			.join(""),
	);
	return (text) =>
		pattern.test(text) || (BEYOND_LATIN.test(text) && find(text));
}

function escaped(characters: string): string {
	return [...characters]
		.map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`)
		.join("");
}
