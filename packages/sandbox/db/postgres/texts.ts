/** Texts with any character, for a database whose texts can't have U+0000. */

/** This character, which is none in any text (Unicode, section 23.7), marks what stands for U+0000, and for itself. */
const MARK = "\ufdd0";
const SPECIAL = /[\0\ufdd0]/;
const MARKED: Record<string, string> = { "\0": `${MARK}0`, [MARK]: `${MARK}1` };
const UNMARKED: Record<string, string> = { 0: "\0", 1: MARK };

/** A value as it is stored. {@link decodeText} reads it. */
export function encodeText<Value>(value: Value): Value | string {
	return typeof value === "string" && SPECIAL.test(value)
		? value.replaceAll(/[\0\ufdd0]/g, (each) => MARKED[each] ?? each)
		: value;
}

/** JSON of stored values, as a parameter that isn't encoded once more. */
export function escapeMarks(json: string): string {
	return json.replaceAll(MARK, "\\ufdd0");
}

/** A text as it was before it was stored. */
export function decodeText(text: string): string {
	return text.includes(MARK)
		? text.replaceAll(/\ufdd0([01])/g, (_, each) => UNMARKED[each] ?? "")
		: text;
}
