/** Anchors of headings, and where the links of the guides lead. */

import {
	type Description,
	docsAddresses,
	guidesOf,
	readEvents,
	readOperations,
} from "@lomi/spec";

/** The anchor of a heading, as on GitHub. */
export function slugify(heading: string): string {
	return heading
		.trim()
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
		.replaceAll(" ", "-");
}

/**
 * Returns a function that maps a link in the guides, `#tag/Customers/operation/getCustomer`, to a page path. It returns undefined for any
 * other link.
 */
export function createResolve(
	document: Description,
): (link: string) => string | undefined {
	const pages = new Map<string, string>();
	const wordOf = (tag: string) => tag.replaceAll(" ", "-");
	for (const { name } of document.tags)
		pages.set(`#tag/${wordOf(name)}`, `operations/#${slugify(name)}`);
	for (const { name } of guidesOf(document))
		pages.set(`#tag/${wordOf(name)}`, docsAddresses.guide(name));
	for (const { tag, id } of readOperations(document))
		pages.set(
			`#tag/${wordOf(tag)}/operation/${id}`,
			docsAddresses.operation(id),
		);
	for (const { tag, id, name } of readEvents(document))
		pages.set(`#tag/${wordOf(tag)}/operation/${id}`, docsAddresses.event(name));
	return (link) => {
		const found = pages.get(link);
		if (found) return found;
		const [, tag = "", heading = ""] =
			/^(#tag\/[^/]+)\/([^/]+)$/.exec(link) ?? [];
		const page = pages.get(tag);
		return page && `${page}#${slugify(heading.replaceAll("-", " "))}`;
	};
}
