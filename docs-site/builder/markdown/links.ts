/** Converts links of the description to page paths, and page paths to relative links. */
import { posix } from "node:path";
import { type Description, readEvents } from "@lomi/spec";
import { eventLink, operationLink, slug, tagLink } from "./page.ts";

const LINK = /\]\(([^)\s]+)\)/g;

/**
 * Converts Redoc links of the description (`#tag/Webhooks/operation/testWebhook`) to page paths (`/operations/testWebhook`). File names get
 * a leading slash; links to other hosts are unchanged.
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
		if (!tag) throw new Error(`${target} doesn't match any tag.`);
		if (id) return `](${events.get(id) ?? operationLink(id)})`;
		const anchor = part ? `#${slug(part)}` : "";
		return `](${tagLink(tag)}${anchor})`;
	});
}

/**
 * Converts page paths to relative links to files, `../operations/testWebhook.md`, so that the site can be served from any folder.
 *
 * @param path Path of the page that contains the text.
 * @param paths Paths of all pages. Any other link is a file.
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
