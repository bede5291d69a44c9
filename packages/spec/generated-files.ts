/** The project folder, and the files of its last build. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SpecError } from "./error.ts";
import type { Description } from "./operations.ts";
import type { WorkflowDocument } from "./workflows.ts";

/** The project folder, with a trailing slash. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Path of the built workflows, an Arazzo document. */
export const WORKFLOWS = "generated/workflows.arazzo.json";

/**
 * Reads the bundle of the last build.
 *
 * @param root The project folder.
 * @throws {SpecError} If it doesn't exist.
 */
export function readBundle(root = ROOT): Promise<Description> {
	return readGenerated(root, "generated/openapi.json");
}

/** Reads {@link WORKFLOWS}; throws as {@link readBundle} does. */
export function readWorkflows(root = ROOT): Promise<WorkflowDocument> {
	return readGenerated(root, WORKFLOWS);
}

async function readGenerated<Document>(
	root: string,
	file: string,
): Promise<Document> {
	const text = await readFile(join(root, file), "utf8").catch(() => {
		throw new SpecError(`There is no ${file}. Run npm run build first.`);
	});
	return JSON.parse(text);
}
