/** Writes everything in docs-site/dist except compressed files. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "@lomi/cli";
import type { Description } from "@lomi/spec";
import { makePostman, POSTMAN_FILE } from "./postman/cache.ts";
import { writeReference } from "./reference.ts";
import { writeSiteAside } from "./site/thread.ts";
import type { SiteInput } from "./site/write.ts";

/** The last Postman collection that this process created, by project folder. */
const collections = new Map<string, string>();

export interface DocsOptions {
	control: Description;
	texts: Record<string, string>;
	hurry?: boolean;
}

/**
 * Writes the docs into the input's folder.
 *
 * @param options.control The description of the sandbox's control plane.
 * @param options.texts Downloads by file name.
 * @param options.hurry Reuse the last Postman collection, if there is one: it is the slowest part.
 * @throws {CommandError} If a template has an error.
 */
export async function writeDocs(
	input: SiteInput,
	{ control, texts, hurry = false }: DocsOptions,
): Promise<void> {
	const { root, document, folder } = input;
	await mkdir(folder, { recursive: true });
	const [collection] = await Promise.all([
		(hurry && collections.get(root)) || makePostman(root, document),
		writeReference(root, document, control, texts, folder),
		writeSiteAside(input).catch((error: Error) => {
			throw new CommandError(error.message);
		}),
	]);
	collections.set(root, collection);
	await writeFile(join(folder, POSTMAN_FILE), collection);
}
