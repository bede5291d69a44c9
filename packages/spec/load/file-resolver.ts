/** Lets Redocly read files whose path has a `#`, as in `C#/`: it takes what follows one for a JSON pointer. */
import { BaseResolver, Source } from "@redocly/openapi-core";

/** The name that a file has for Redocly, in `ref` and in the sources of problems. */
export function toRef(path: string): string {
	return path.replaceAll("%", "%25").replaceAll("#", "%23");
}

/** The path of a file that Redocly names. */
export function toPath(ref: string): string {
	return ref.replaceAll("%23", "#").replaceAll("%25", "%");
}

/** Reads files by the names that {@link toRef} gives them. */
export class FileResolver extends BaseResolver {
	override async loadExternalRef(ref: string): Promise<Source> {
		const { body, mimeType } = await super.loadExternalRef(toPath(ref));
		return new Source(ref, body, mimeType);
	}
}
