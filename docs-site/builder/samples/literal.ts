/** JSON values as literals of a programming language, laid out as its formatters do. */

export interface Syntax {
	/** What stands around the entries of an object; those of a list have brackets in each language. */
	object: [open: string, close: string];
	/** What stands inside of these where it is all on one line. */
	padding: string;
	/** A field's name, with what comes between it and its value. */
	field(name: string): string;
	scalar(value: string | number | boolean | null): string;
	/** Where that is no object without entries. */
	emptyObject?: string;
	indent: string;
	/** What stands behind the last entry where each has a line. */
	lastComma: string;
}

/** JSON itself, with what is short on one line. */
export const JSON_SYNTAX: Syntax = {
	object: ["{", "}"],
	padding: " ",
	field: (name) => `${JSON.stringify(name)}: `,
	scalar: (value) => JSON.stringify(value),
	indent: "  ",
	lastComma: "",
};

/** The longest line that holds a whole list or object. */
const WIDTH = 56;

/**
 * A value as it stands in code.
 *
 * @param depth How far the line is indented that it begins on.
 * @param wide True where the outermost object has a line for each field, however short it is.
 */
export function literal(
	value: unknown,
	syntax: Syntax,
	depth = 0,
	wide = false,
): string {
	if (typeof value !== "object" || value === null)
		return syntax.scalar(value as string | number | boolean | null);
	const isList = Array.isArray(value);
	const [open, close] = isList ? ["[", "]"] : syntax.object;
	const entries = Object.entries(value).map(([name, entry]) => {
		const text = literal(entry, syntax, depth + 1);
		return isList ? text : `${syntax.field(name)}${text}`;
	});
	if (entries.length === 0)
		return isList ? "[]" : (syntax.emptyObject ?? `${open}${close}`);
	const padding = isList ? "" : syntax.padding;
	const line = `${open}${padding}${entries.join(", ")}${padding}${close}`;
	if (!wide && !line.includes("\n") && line.length <= WIDTH) return line;
	const inner = syntax.indent.repeat(depth + 1);
	return [
		open,
		entries.map((entry) => `${inner}${entry}`).join(",\n") + syntax.lastComma,
		syntax.indent.repeat(depth) + close,
	].join("\n");
}
