/** Markdown building blocks. */
import { JSON_SYNTAX, literal } from "@lomi/spec/samples";

/** A table; empty without rows. */
export function table(headings: string[], rows: string[][]): string {
	if (rows.length === 0) return "";
	const line = (cells: string[]) => `| ${cells.map(cell).join(" | ")} |`;
	return [
		line(headings),
		line(headings.map(() => "---")),
		...rows.map(line),
	].join("\n");
}

/** Escapes `|`, which would end a cell even in code. */
function cell(text: string): string {
	return text
		.replaceAll(/\s*\n\s*/g, " ")
		.replaceAll(/(?<!\\)\|/g, "\\|")
		.trim();
}

/** Inline code. */
export function code(text: unknown): string {
	const word = String(text);
	return word.includes("`") ? `\`\` ${word} \`\`` : `\`${word}\``;
}

export function fenced(language: string, text: string): string {
	return `\`\`\`${language}\n${text}\n\`\`\``;
}

export function json(value: unknown): string {
	return fenced("json", literal(value, JSON_SYNTAX, 0, true));
}

export function list(items: string[]): string {
	return items.map((item) => `- ${item}`).join("\n");
}

/** A heading and its content; empty without content. */
export function section(
	heading: string,
	parts: (string | undefined)[],
): string | undefined {
	const there = parts.filter(Boolean);
	return there.length > 0 ? [heading, ...there].join("\n\n") : undefined;
}

/** The first paragraph of a text, without links. */
export function firstParagraph(text: string): string {
	const [paragraph = ""] = text.split("\n\n");
	return paragraph
		.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
		.replaceAll("\n", " ")
		.replace(/:$/, ".");
}

export function firstSentence(text: string): string {
	const paragraph = firstParagraph(text);
	// The name `lomi.` doesn't end a sentence.
	return /^.+?(?<!lomi)[.?!](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
}
