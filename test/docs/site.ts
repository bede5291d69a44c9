/** Builds the docs once for all tests, as `npm run build` does, into a folder of their own. */
import { globSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { compressFiles } from "../../docs/site/compress.ts";
import { writeSite } from "../../docs/site/write.ts";
import { siteInput, writeReference } from "../../scripts/docs.ts";
import { makePostman, POSTMAN_FILE } from "../../scripts/postman.ts";
import { ROOT, readBundle, readWorkflows } from "../../scripts/root.ts";
import { controlDocument } from "../bundle.ts";

declare module "vitest" {
	export interface ProvidedContext {
		/** The folder of the built docs. */
		site: string;
	}
}

/** What readers can download: the title on the page, and the file. */
export const DOWNLOADS = [
	["OpenAPI 3.1, YAML", "openapi.yaml"],
	["OpenAPI 3.1, JSON", "openapi.json"],
	["Journeys, Arazzo 1.0", "workflows.arazzo.json"],
] as const;

export default async function setup(
	project: TestProject,
): Promise<() => Promise<void>> {
	const folder = await mkdtemp(join(tmpdir(), "lomi-docs-"));
	const [document, workflows, ...texts] = await Promise.all([
		readBundle(),
		readWorkflows(),
		...DOWNLOADS.map(
			async ([, name]): Promise<[string, string]> => [
				name,
				await readFile(`${ROOT}generated/${name}`, "utf8"),
			],
		),
	]);
	const files = globSync(`${ROOT}openapi/{resources,shared}/*.yaml`);
	await writeReference(
		document,
		controlDocument,
		Object.fromEntries(texts),
		folder,
	);
	await writeFile(join(folder, POSTMAN_FILE), await makePostman(document));
	await writeSite(await siteInput({ document, files }, workflows, folder));
	await compressFiles(folder);
	project.provide("site", folder);
	return () => rm(folder, { recursive: true, force: true });
}
