/** Where the project is, and what its last build wrote. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SpecError } from "./error.ts";
import type { Description } from "./operations.ts";
import type { WorkflowDocument } from "./workflows.ts";

/** The project's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The workflows that the last build wrote, an Arazzo document: where they are in the project. */
export const WORKFLOWS = "generated/workflows.arazzo.json";

/**
 * The bundle that the last build wrote.
 *
 * @param root The project's folder.
 * @throws {SpecError} Where there is none.
 */
export function readBundle(root = ROOT): Promise<Description> {
	return readGenerated(root, "generated/openapi.json");
}

/** What stands in {@link WORKFLOWS}; throws as {@link readBundle} does. */
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
