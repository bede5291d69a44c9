/** What people mean by a text that they have copied from somewhere else, to search for it. */

const UUID = "[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}";
/** A UUID, or an ID with a prefix: `wh_7Gq2mXc9LrT4`. */
const ID = new RegExp(`^(?:${UUID}|[A-Za-z]+_[A-Za-z0-9]+)$`);
/** What identifies something elsewhere: a number of an order, a reference of a provider, an e-mail address. */
const REFERENCE = /^(?=.*[\d@])[\w.+@-]{6,}$/;
/** What is around an ID in a sentence, in JSON, or in code. */
const MARKS =
	/^[\s\p{Cf}"'`“”„‘’«»<>()[\]{},;:.]+|[\s\p{Cf}"'`“”„‘’«»<>()[\]{},;:.]+$/gu;
/** The name of the field or variable that an ID was copied with. */
const NAME = /^\w+["'`]?\s*[:=]\s*["'`]?/;

/**
 * The ID or reference that a text is, without the marks around it, or that an address leads to: that of a checkout page, say. Otherwise the text, without
 * spaces around it. Whatever has the text has this, too.
 */
export function readPasted(text: string): string {
	const core = text.replaceAll(MARKS, "");
	const value = core.replace(NAME, "");
	const [path = ""] = /\s/.test(core) ? [] : core.split(/[?#]/);
	const inAddress = path.includes("/") ? path.split("/") : [];
	return (
		[core, value, ...inAddress.toReversed()].find((each) => ID.test(each)) ??
		[core, value].find((each) => REFERENCE.test(each)) ??
		text.trim()
	);
}
