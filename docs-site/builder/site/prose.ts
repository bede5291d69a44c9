/** Converts Markdown to HTML: resolves links, highlights code, adds heading anchors, renders diagrams. */

import type { Description } from "@lomi/spec";
import type { Viz } from "@viz-js/viz";
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import http from "highlight.js/lib/languages/http";
import json from "highlight.js/lib/languages/json";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import MarkdownIt, { type Token } from "markdown-it";
import anchor from "markdown-it-anchor";
import { createResolve, slugify } from "./addresses.ts";
import { drawDiagram } from "./diagrams.ts";

hljs.registerLanguage("bash", bash);
hljs.registerLanguage("http", http);
hljs.registerLanguage("json", json);
hljs.registerLanguage("php", php);
hljs.registerLanguage("python", python);
hljs.registerLanguage("typescript", typescript);
hljs.registerAliases(["js"], { languageName: "typescript" });

export interface Heading {
	level: number;
	title: string;
	slug: string;
}

export interface Prose {
	/** Block content. Links within the site start with `~/`. */
	block(text: string): string;
	/** Inline content, without a paragraph element. */
	inline(text: string): string;
	/** A page's content, and its headings of level 2 and 3. */
	page(text: string): { html: string; headings: Heading[] };
}

/** Highlights code; only escapes it if the language is unknown. */
export function highlight(source: string, language = ""): string {
	return hljs.getLanguage(language)
		? hljs.highlight(source, { language }).value
		: escapeHtml(source);
}

/** A code block. Focusable, so that it can be scrolled by keyboard. */
export function codeBlock(source: string, language = ""): string {
	return `<pre tabindex="0"><code>${highlight(source.trimEnd(), language)}</code></pre>`;
}

/** Creates the converter for the pages of a description. */
export function createProse(document: Description, viz: Viz): Prose {
	const resolve = createResolve(document);
	const markdown = new MarkdownIt({ html: false, typographer: false });
	markdown.use(anchor, {
		level: [2, 3],
		slugify,
		tabIndex: false,
		permalink: anchor.permalink.headerLink(),
	});
	markdown.core.ruler.push("links", ({ tokens }) => {
		for (const token of tokens.flatMap(({ children }) => children ?? []))
			if (token.type === "link_open")
				token.attrSet("href", target(String(token.attrGet("href")), resolve));
	});
	markdown.core.ruler.before("links", "tasks", ({ tokens, Token }) => {
		for (const { children } of tokens.filter(isTask)) {
			const open = new Token("html_inline", "", 0);
			open.content = '<label class="task"><input type="checkbox"> <span>';
			const close = new Token("html_inline", "", 0);
			close.content = "</span></label>";
			const [first] = children ?? [];
			if (first) first.content = first.content.slice(TASK.length);
			children?.unshift(open);
			children?.push(close);
		}
	});
	const { rules } = markdown.renderer;
	rules.fence = (tokens, index) => {
		const { content, info } = tokens[index] as Token;
		return info === "dot"
			? drawDiagram(viz, content)
			: codeBlock(content, info);
	};
	rules.table_open = () =>
		'<div class="table" tabindex="0" role="group" aria-label="Table"><table>';
	// As a class: the pages' CSP doesn't allow inline styles.
	for (const cell of ["th_open", "td_open"] as const)
		rules[cell] = (tokens, index) => {
			const token = tokens[index] as Token;
			const right = String(token.attrGet("style")).includes("right");
			return `<${token.tag}${right ? ' class="right"' : ""}>`;
		};
	rules.table_close = () => "</table></div>";
	return {
		block: (text) => markdown.render(text),
		inline: (text) => markdown.renderInline(text),
		page(text) {
			const tokens = markdown.parse(text, {});
			const headings = tokens.flatMap((token, index) =>
				token.type === "heading_open" && /^h[23]$/.test(token.tag)
					? {
							level: Number(token.tag.slice(1)),
							title: tokens[index + 1]?.content.replaceAll("`", "") ?? "",
							slug: String(token.attrGet("id")),
						}
					: [],
			);
			const html = markdown.renderer.render(tokens, markdown.options, {});
			return { html, headings };
		},
	};
}

/** The start of a checklist item. */
const TASK = "[ ] ";

function isTask({ type, content }: Token): boolean {
	return type === "inline" && content.startsWith(TASK);
}

/** The target of a link: a page, a file at the site's root, or an external URL. */
function target(
	link: string,
	resolve: (link: string) => string | undefined,
): string {
	const page = resolve(link);
	if (page) return `~/${page}`;
	return /^[a-z]+:|^#|^~\//.test(link) ? link : `~/${link}`;
}

export function escapeHtml(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;");
}
