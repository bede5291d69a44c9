/** The docs, built once for all tests, so that copies of the project don't need to. */
import type { TestProject } from "vitest/node";
import { build } from "../../packages/build/pipeline.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";

declare module "vitest" {
	export interface ProvidedContext {
		/** The folder of the built docs. */
		site: string;
	}
}

/** Downloads: the title on the page, and the file. */
export const DOWNLOADS = [
	["OpenAPI 3.1, YAML", "openapi.yaml"],
	["OpenAPI 3.1, JSON", "openapi.json"],
	["Workflows, Arazzo 1.0", "workflows.arazzo.json"],
] as const;

/** Throws if `generated/` is out of date: a build would hide that from the tests. */
export async function buildSite(project: TestProject): Promise<void> {
	await build({ root: ROOT, check: true, docs: true });
	project.provide("site", `${ROOT}docs-site/dist`);
}
