/** What a page of the docs is, and where each has its place. */
import type { Tag } from "@lomi/spec";

export interface Page {
	/** Its address without an ending, the same for Markdown and HTML: `operations/getRefund`. */
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
	/** A sentence, for lists and searches. */
	summary: string;
	/** Markdown that begins with the title as its only `#`. Links to other pages are their addresses behind a slash: `/operations/getRefund`. */
	text: string;
}

export const HOME = "index";
export const ERRORS = "errors";

/** The address of an operation, as a link has it. */
export const operationLink = (id: string) => `/operations/${id}`;
export const eventLink = (name: string) => `/events/${name}`;
export const schemaLink = (name: string) => `/schemas/${name}`;

/** A tag is a guide or a resource. */
export function tagLink({ name, "x-traitTag": isGuide }: Tag): string {
	return `/${isGuide ? "guides" : "resources"}/${slug(name)}`;
}

/** A heading as its anchor: `Register a webhook` is `register-a-webhook`. */
export function slug(heading: string): string {
	return heading
		.toLowerCase()
		.replaceAll(/[^\w -]/g, "")
		.replaceAll(" ", "-");
}

/** `# Title`, and below it each part that is there. */
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
