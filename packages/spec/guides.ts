/** Guides: the tags without operations. */
import type { Description, Tag } from "./operations.ts";

/** The word for a guide in addresses and in the name of its file: `error-handling`. */
export function slugOf(tag: string): string {
	return tag.toLowerCase().replaceAll(" ", "-");
}

/** The tags that are guides, in reading order. */
export function guidesOf({ tags }: Description): Tag[] {
	return tags.filter((tag) => tag["x-traitTag"]);
}
