/** The paths of all pages: folders with an index.html, relative to the site's root, without a leading slash. */

import {
	type Description,
	guidesOf,
	readEvents,
	readOperations,
	slugOf,
} from "@lomi/spec";

export const addresses = {
	guide: (tag: string) => `guides/${slugOf(tag)}/`,
	operation: (id: string) => `operations/${id}/`,
	event: (name: string) => `events/${name}/`,
	schema: (name: string) => `schemas/${name}/`,
	/** A status or a code on the errors page. */
	error: (name: string | number) => `errors/#${name}`,
	/** An operation or event in Redoc. These links are permanent. */
	reference: (tag: string, id: string) =>
		`reference/#tag/${tag.replaceAll(" ", "-")}/operation/${id}`,
};

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
		pages.set(`#tag/${wordOf(name)}`, addresses.guide(name));
	for (const { tag, id } of readOperations(document))
		pages.set(`#tag/${wordOf(tag)}/operation/${id}`, addresses.operation(id));
	for (const { tag, id, name } of readEvents(document))
		pages.set(`#tag/${wordOf(tag)}/operation/${id}`, addresses.event(name));
	return (link) => {
		const found = pages.get(link);
		if (found) return found;
		const [, tag = "", heading = ""] =
			/^(#tag\/[^/]+)\/([^/]+)$/.exec(link) ?? [];
		const page = pages.get(tag);
		return page && `${page}#${slugify(heading.replaceAll("-", " "))}`;
	};
}
