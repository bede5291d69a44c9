/** The two files for language models, as https://llmstxt.org has them. */
import type { Description } from "@lomi/spec";
import { HOME, type Page } from "./page.ts";
import { firstParagraph, firstSentence, list, section } from "./text.ts";

const SECTIONS: [heading: string, kinds: Page["kind"][]][] = [
	["Guides", ["guide"]],
	["Errors", ["errors"]],
	["Resources", ["resource"]],
	["Operations", ["operation"]],
	["Events", ["event"]],
	// The format's own word for what may be left out where there is little room.
	["Optional", ["schema"]],
];

/** What each page is and where, and the files that tools read. */
export function llmsText({ info }: Description, pages: Page[]): string {
	return `${[
		`# ${info.title}`,
		`> ${info.summary}`,
		firstParagraph(info.description),
		`All of it in one file: [llms-full.txt](/llms-full.txt). The description: [OpenAPI 3.1](/openapi.json), and the workflows through it: [Arazzo](/workflows.arazzo.json). The start page: [${info.title}](/${HOME}).`,
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

/** Every page, one after the other. */
export function llmsFullText(pages: Page[]): string {
	return pages.map(({ text }) => text).join("\n---\n\n");
}
