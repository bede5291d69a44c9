/** Parses the built pages: links, anchors and text. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

export interface HtmlPage {
	/** Relative to the site's root: `guides/testing/`. */
	address: string;
	html: string;
	/** IDs that can be linked to. */
	anchors: Set<string>;
	/** All links and loaded resources. */
	links: string[];
}

const folder = inject("site");

/** All pages by path. */
export const pages = new Map<string, HtmlPage>(
	globSync("**/*.html", { cwd: folder })
		.sort()
		.map((file) => {
			const html = readFileSync(join(folder, file), "utf8");
			const address = file.replace(/index\.html$/, "");
			return [
				address,
				{
					address,
					html,
					anchors: new Set(valuesOf(html, "id")),
					links: valuesOf(html, "href|src").map(unescapeHtml),
				},
			];
		}),
);

/** The page at a path. */
export function pageAt(address: string): HtmlPage {
	const page = pages.get(address);
	if (!page) throw new Error(`There is no page at ${address}.`);
	return page;
}

/** The text of a page, without markup. */
export function textOf({ html }: HtmlPage): string {
	const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "";
	return unescapeHtml(main.replaceAll(/<[^>]*>/g, "")).replaceAll(/\s+/g, " ");
}

/** Markdown as displayed text. */
export function shown(markdown: string): string {
	return markdown
		.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
		.replaceAll("`", "")
		.replaceAll(/\s+/g, " ")
		.trim();
}

function valuesOf(html: string, attribute: string): string[] {
	// Scripts and styles contain no links, only text that looks like some.
	const marks = html.replaceAll(/<(script|style)>[\s\S]*?<\/\1>/g, "");
	return [
		...marks.matchAll(new RegExp(` (?:${attribute})="([^"]*)"`, "g")),
	].map(([, value = ""]) => value);
}

/** Decodes HTML entities. */
export function unescapeHtml(text: string): string {
	return text
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll("&quot;", '"')
		.replaceAll("&#34;", '"')
		.replaceAll(/&#(?:39|x27);/g, "'")
		.replaceAll("&amp;", "&");
}
