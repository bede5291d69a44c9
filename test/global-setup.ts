/** Shared by all tests, and prepared once in parallel: the built docs, the packed packages and a browser. */
import type { TestProject } from "vitest/node";
import { startBrowser } from "./docs-site/browser.ts";
import { buildSite } from "./docs-site/site.ts";
import { packPackages } from "./package/pack.ts";

/** @returns A function that stops the browser and removes the packages. */
export default async function setup(
	project: TestProject,
): Promise<() => Promise<void>> {
	project.provide("postgres", null);
	const [stopBrowser, removePackages] = await Promise.all([
		startBrowser(project),
		packPackages(project),
		buildSite(project),
	]);
	return async () => {
		await stopBrowser();
		removePackages();
	};
}
