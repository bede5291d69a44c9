/** Formats JSON values as literals of a programming language, in the style of its formatters. */

export interface Syntax {
	/** Delimiters of an object. Lists have square brackets in every language. */
	object: [open: string, close: string];
	/** Padding inside the delimiters on a single line. */
	padding: string;
	/** A field's name and the separator before its value. */
	field(name: string): string;
	scalar(value: string | number | boolean | null): string;
	/** An empty object, if that is not the two delimiters. */
	emptyObject?: string;
	/** Changes the text of an object, by its fields' names. */
	wrap?(text: string, names: string[]): string;
	indent: string;
	/** Trailing comma after the last entry on multiple lines. */
	lastComma: string;
}

/** JSON, with short values on one line. */
export const JSON_SYNTAX: Syntax = {
	object: ["{", "}"],
	padding: " ",
	field: (name) => `${JSON.stringify(name)}: `,
	scalar: (value) => JSON.stringify(value),
	indent: "  ",
	lastComma: "",
};

/** Maximum line width for a list or object on one line. */
const WIDTH = 56;

/**
 * Formats a value as code.
 *
 * @param depth Indentation of the line that it starts on.
 * @param wide True to always put each field of the outermost object on its own line.
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
	const { wrap = (text: string) => text } = isList ? {} : syntax;
	const padding = isList ? "" : syntax.padding;
	const line = `${open}${padding}${entries.join(", ")}${padding}${close}`;
	const names = Object.keys(value);
	if (!wide && !line.includes("\n") && line.length <= WIDTH)
		return wrap(line, names);
	const inner = syntax.indent.repeat(depth + 1);
	const lines = [
		open,
		entries.map((entry) => `${inner}${entry}`).join(",\n") + syntax.lastComma,
		syntax.indent.repeat(depth) + close,
	];
	return wrap(lines.join("\n"), names);
}
