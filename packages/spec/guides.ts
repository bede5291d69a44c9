/** Guides: tags without operations. */
import type { Description, Tag } from "./operations.ts";

/** A guide's slug in URLs and file names: `error-handling`. */
export function slugOf(tag: string): string {
	return tag.toLowerCase().replaceAll(" ", "-");
}

/** The tags that are guides, in reading order. */
export function guidesOf({ tags }: Description): Tag[] {
	return tags.filter((tag) => tag["x-traitTag"]);
}
