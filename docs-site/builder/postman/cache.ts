/**
 * Converts the Postman collection in a worker thread and caches it: loading and running the converter is slow.
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

/** Name of the collection's file in the docs. */
export const POSTMAN_FILE = "lomi.postman_collection.json";

/** Other inputs of the conversion. */
const MAKERS = [
	fileURLToPath(new URL("collection.ts", import.meta.url)),
	createRequire(import.meta.url).resolve("openapi-to-postmanv2/package.json"),
];

/**
 * The collection of a description as JSON text.
 *
 * @param root The project folder, for the cache.
 * @throws {Error} As `postmanCollection` does.
 */
export async function makePostman(
	root: string,
	document: Description,
): Promise<string> {
	// The first line is the hash of the input, the rest is the collection.
	const file = cacheFile(root, POSTMAN_FILE);
	const hash = createHash("sha256").update(JSON.stringify(document));
	for (const maker of MAKERS) hash.update(await readFile(maker));
	const made = `${hash.digest("hex")}\n`;
	const kept = await readFile(file, "utf8").catch(() => "");
	if (kept.startsWith(made)) return kept.slice(made.length);

	const worker = new Worker(new URL("./worker.ts", import.meta.url), {
		workerData: document,
	});
	// `once` rejects if the thread fails.
	const [text] = await once(worker, "message");
	// Without a cache file, the next build converts again.
	await keep(file, `${made}${text}`).catch(() => {});
	return text;
}

/** Atomically, for concurrent builds. */
async function keep(file: string, text: string): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	const temporary = `${file}.${randomUUID()}`;
	await writeFile(temporary, text);
	await rename(temporary, file);
}
