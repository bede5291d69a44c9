/** The packed packages, created once for all tests. Used by the README examples and the package tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packAndInstall } from "./packed.ts";

declare module "vitest" {
	export interface ProvidedContext {
		/** Path of the packed client. */
		tarball: string;
		/** Path of the packed sandbox. */
		sandboxTarball: string;
		/** The project with both installed. */
		installed: string;
	}
}

/** Packs and installs both. Returns a function that removes them. */
export async function packPackages(project: TestProject): Promise<() => void> {
	const folder = mkdtempSync(join(tmpdir(), "lomi-package-"));
	const { client, sandbox, installed } = await packAndInstall(folder);
	project.provide("tarball", client);
	project.provide("sandboxTarball", sandbox);
	project.provide("installed", installed);
	return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
