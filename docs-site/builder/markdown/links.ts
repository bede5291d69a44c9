/** Links between pages: as the description has them, as addresses of pages, and as files. */
import { posix } from "node:path";
import { type Description, readEvents } from "@lomi/spec";
import { eventLink, operationLink, slug, tagLink } from "./page.ts";

const LINK = /\]\(([^)\s]+)\)/g;

/**
 * Turns the description's links, which are Redoc's (`#tag/Webhooks/operation/testWebhook`), into addresses of pages (`/operations/testWebhook`).
 * Files beside the docs get their slash, and other hosts stay.
 */
export function resolveLinks(document: Description, text: string): string {
	const events = new Map(
		readEvents(document).map(({ id, name }) => [id, eventLink(name)]),
	);
	return text.replaceAll(LINK, (_whole, target: string) => {
		if (!target.startsWith("#tag/"))
			return `](${/^[/#]|^\w+:/.test(target) ? target : `/${target}`})`;
		const [name = "", part, id] = target.slice("#tag/".length).split("/");
		const tag = document.tags.find(
			(each) => each.name.replaceAll(" ", "-") === name,
		);
		if (!tag) throw new Error(`${target} leads to no tag.`);
		if (id) return `](${events.get(id) ?? operationLink(id)})`;
		const anchor = part ? `#${slug(part)}` : "";
		return `](${tagLink(tag)}${anchor})`;
	});
}

/**
 * Turns addresses of pages into what leads there from a file, wherever the site is: `../operations/testWebhook.md`.
 *
 * @param path The address of the page that the text is on.
 * @param paths Those of all pages. What is none of them is a file.
 */
export function toRelative(
	text: string,
	path: string,
	paths: ReadonlySet<string>,
): string {
	return text.replaceAll(LINK, (whole, target: string) => {
		if (!target.startsWith("/")) return whole;
		const [address = "", anchor] = target.slice(1).split("#");
		const file = paths.has(address) ? `${address}.md` : address;
		const place = posix.relative(posix.dirname(path), file);
		return `](${place}${anchor ? `#${anchor}` : ""})`;
	});
}
