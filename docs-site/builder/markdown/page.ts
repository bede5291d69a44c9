/** The pages of the docs and their paths. */
import type { Tag } from "@lomi/spec";

export interface Page {
	/** Path without an extension, the same for Markdown and HTML: `operations/getRefund`. */
	path: string;
	kind:
		| "home"
		| "guide"
		| "resource"
		| "operation"
		| "event"
		| "schema"
		| "errors";
	title: string;
	/** One sentence, for lists and search results. */
	summary: string;
	/** Markdown that starts with the title, its only `#` heading. Links to other pages start with a slash: `/operations/getRefund`. */
	text: string;
}

export const HOME = "index";
export const ERRORS = "errors";

/** The link to an operation. */
export const operationLink = (id: string) => `/operations/${id}`;
export const eventLink = (name: string) => `/events/${name}`;
export const schemaLink = (name: string) => `/schemas/${name}`;

/** A tag is a guide or a resource. */
export function tagLink({ name, "x-traitTag": isGuide }: Tag): string {
	return `/${isGuide ? "guides" : "resources"}/${slug(name)}`;
}

/** The anchor of a heading: `Register a webhook` → `register-a-webhook`. */
export function slug(heading: string): string {
	return heading
		.toLowerCase()
		.replaceAll(/[^\w -]/g, "")
		.replaceAll(" ", "-");
}

/** `# Title`, followed by the non-empty parts. */
export function page(
	kind: Page["kind"],
	link: string,
	title: string,
	summary: string,
	parts: (string | undefined)[],
): Page {
	const text = [`# ${title}`, ...parts].filter(Boolean).join("\n\n");
	return { path: link.slice(1), kind, title, summary, text: `${text}\n` };
}
