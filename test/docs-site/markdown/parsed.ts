/** A parsed Markdown page. */
import MarkdownIt from "markdown-it";
import { slug } from "../../../docs-site/builder/markdown/page.ts";

const parser = new MarkdownIt();

export interface Parsed {
	headings: { level: number; text: string }[];
	/** Heading anchors. A repeated heading gets a number. */
	anchors: string[];
	links: string[];
	/** The language and the text of each fenced block. */
	blocks: { language: string; text: string; isClosed: boolean }[];
	/** The raw cells of all table rows. */
	tables: string[][][];
}

export function parse(markdown: string): Parsed {
	const lines = markdown.split("\n");
	const tokens = parser.parse(markdown, {});
	const headings = tokens.flatMap(({ type, tag }, index) =>
		type === "heading_open"
			? [
					{
						level: Number(tag.slice(1)),
						text: tokens[index + 1]?.content ?? "",
					},
				]
			: [],
	);
	return {
		headings,
		anchors: headings.map(({ text }) => slug(text)),
		links: tokens
			.flatMap(({ children }) => children ?? [])
			.filter(({ type }) => type === "link_open")
			.map((token) => String(token.attrGet("href"))),
		blocks: tokens
			.filter(({ type }) => type === "fence")
			.map(({ info, content, map }) => ({
				language: info,
				text: content,
				isClosed: lines[(map?.[1] ?? 0) - 1]?.trim() === "```",
			})),
		// Parsers fix rows with missing or extra cells, so count the cells in the source.
		tables: tokens
			.filter(({ type }) => type === "table_open")
			.map(({ map }) =>
				lines
					.slice(...(map ?? [0, 0]))
					.map((line) => line.split(/(?<!\\)\|/).slice(1, -1)),
			),
	};
}
