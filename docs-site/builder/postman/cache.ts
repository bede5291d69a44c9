/**
 * The Postman collection of a build. Loading the converter and converting take a third of what all the rest does, so they are done on another
 * core, and what came of it is kept until something else would come of it.
 */
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Description } from "@lomi/spec";
import { cacheFile } from "../build-cache.ts";

/** The collection as others import it, a file of the docs. */
export const POSTMAN_FILE = "lomi.postman_collection.json";

/** What else decides what comes of a description. */
const MAKERS = [
	fileURLToPath(new URL("collection.ts", import.meta.url)),
	createRequire(import.meta.url).resolve("openapi-to-postmanv2/package.json"),
];

/**
 * The collection of a description as JSON text.
 *
 * @param root The project that keeps it until the description is another one.
 * @throws {Error} As `postmanCollection` does.
 */
export async function makePostman(
	root: string,
	document: Description,
): Promise<string> {
	// A line that says what it was made of, and the collection.
	const file = cacheFile(root, POSTMAN_FILE);
	const hash = createHash("sha256").update(JSON.stringify(document));
	for (const maker of MAKERS) hash.update(await readFile(maker));
	const made = `${hash.digest("hex")}\n`;
	const kept = await readFile(file, "utf8").catch(() => "");
	if (kept.startsWith(made)) return kept.slice(made.length);

	const worker = new Worker(new URL("./worker.ts", import.meta.url), {
		workerData: document,
	});
	// `once` rejects where the thread ends by an error.
	const [text] = await once(worker, "message");
	// Where it can't be kept, it is made again.
	await keep(file, `${made}${text}`).catch(() => {});
	return text;
}

/** In one step, for builds at the same time. */
async function keep(file: string, text: string): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	const temporary = `${file}.${randomUUID()}`;
	await writeFile(temporary, text);
	await rename(temporary, file);
}
