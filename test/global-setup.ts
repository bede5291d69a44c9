/** What all tests share, made once before the first: the built docs, the packed packages and a browser. None needs another, so all are made at once. */
import type { TestProject } from "vitest/node";
import { startBrowser } from "./docs-site/browser.ts";
import { buildSite } from "./docs-site/site.ts";
import { packPackages } from "./package/pack.ts";

/** @returns What stops the browser and removes the packages. */
export default async function setup(
	project: TestProject,
): Promise<() => Promise<void>> {
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
