/**
 * The docs as plain Markdown, for AI agents and terminals: one page for each guide, resource, operation, event and schema, and one for all
 * errors. The site has the same content as HTML.
 */
import type { Description, WorkflowDocument } from "@lomi/spec";
import { codeSamples } from "../samples.ts";
import { resolveLinks, toRelative } from "./links.ts";
import { llmsFullText, llmsText } from "./llms.ts";
import type { Page } from "./page.ts";
import { errorsPage } from "./pages/errors.ts";
import { eventPages } from "./pages/events.ts";
import { operationPages } from "./pages/operations.ts";
import { schemaPages } from "./pages/schemas.ts";
import { guidePages, homePage, resourcePages } from "./pages/tags.ts";

/**
 * All pages, in reading order.
 *
 * @param samples Code samples of the description, if they exist already.
 * @throws {CommandError} If the guides don't explain an error.
 */
export async function readPages(
	document: Description,
	workflows: WorkflowDocument,
	samples = codeSamples(document),
): Promise<Page[]> {
	const pages = [
		homePage(document),
		...guidePages(document, workflows),
		errorsPage(document),
		...resourcePages(document),
		...operationPages(document, samples),
		...(await eventPages(document)),
		...schemaPages(document),
	];
	return pages.map((page) => ({
		...page,
		text: resolveLinks(document, page.text),
	}));
}

/** The files of {@link readPages} by name: `operations/getRefund.md` and so on, `llms.txt` and `llms-full.txt`. Links are relative. */
export function markdownFiles(
	document: Description,
	pages: Page[],
): Record<string, string> {
	const paths = new Set(pages.map(({ path }) => path));
	return Object.fromEntries([
		...pages.map(({ path, text }) => [
			`${path}.md`,
			toRelative(text, path, paths),
		]),
		["llms.txt", toRelative(llmsText(document, pages), "llms", paths)],
		["llms-full.txt", toRelative(llmsFullText(pages), "llms-full", paths)],
	]);
}
