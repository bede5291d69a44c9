/** The paths of the docs' pages: folders with an index.html, relative to the site's root, without a leading slash. */
import { slugOf } from "./guides.ts";

export const docsAddresses = {
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
