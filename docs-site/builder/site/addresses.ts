/** Where each page of the site is: a folder with an index.html, from the root of the site, without a slash in front. */

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
	/** A status or a code, in the one page of all errors. */
	error: (name: string | number) => `errors/#${name}`,
	/** An operation or event as Redoc shows it. These links never change. */
	reference: (tag: string, id: string) =>
		`reference/#tag/${tag.replaceAll(" ", "-")}/operation/${id}`,
};

/** The text of a heading as links name it, the way GitHub does. */
export function slugify(heading: string): string {
	return heading
		.trim()
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
		.replaceAll(" ", "-");
}

/**
 * Makes the function that leads from a link of the guides, `#tag/Customers/operation/getCustomer`, to the page here. It gives undefined
 * for what is no such link.
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
