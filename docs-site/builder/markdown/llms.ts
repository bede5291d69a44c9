/** The two files for language models, as specified at https://llmstxt.org. */
import type { Description } from "@lomi/spec";
import { HOME, type Page } from "./page.ts";
import { firstParagraph, firstSentence, list, section } from "./text.ts";

const SECTIONS: [heading: string, kinds: Page["kind"][]][] = [
	["Guides", ["guide"]],
	["Errors", ["errors"]],
	["Resources", ["resource"]],
	["Operations", ["operation"]],
	["Events", ["event"]],
	// The format's name for the section that can be skipped in a short context.
	["Optional", ["schema"]],
];

/** The index of all pages, and the files for tools. */
export function llmsText({ info }: Description, pages: Page[]): string {
	return `${[
		`# ${info.title}`,
		`> ${info.summary}`,
		firstParagraph(info.description),
		`All pages in one file: [llms-full.txt](/llms-full.txt). API description: [OpenAPI 3.1](/openapi.json). Workflows: [Arazzo](/workflows.arazzo.json). Home page: [${info.title}](/${HOME}).`,
		...SECTIONS.map(([heading, kinds]) =>
			section(`## ${heading}`, [
				list(
					pages
						.filter(({ kind }) => kinds.includes(kind))
						.map(
							({ kind, title, path, summary }) =>
								`[${title}](/${path}): ${kind === "guide" ? summary : firstSentence(summary)}`,
						),
				),
			]),
		),
	].join("\n\n")}\n`;
}

/** All pages in one text. */
export function llmsFullText(pages: Page[]): string {
	return pages.map(({ text }) => text).join("\n---\n\n");
}
