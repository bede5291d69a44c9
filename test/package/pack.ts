/** Packs client and sandbox once for all tests, as `npm pack` does for a release, and installs both in one project. README's examples and the package tests use them. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { createProject, installPacked } from "./project.ts";

declare module "vitest" {
	export interface ProvidedContext {
		/** Path of the packed client. */
		tarball: string;
		/** Path of the packed sandbox. */
		sandboxTarball: string;
		/** The project in which both are installed. */
		installed: string;
	}
}

/** Runs `npm pack` for both, which also leaves each with a fresh dist/. Returns what removes them. */
export async function packPackages(project: TestProject): Promise<() => void> {
	const folder = mkdtempSync(join(tmpdir(), "lomi-package-"));
	const pack = async (...which: string[]) => {
		const { stdout } = await promisify(execFile)(
			"npm",
			["pack", ...which, "--json", "--pack-destination", folder],
			{ cwd: ROOT },
		);
		const [packed] = JSON.parse(stdout);
		return join(folder, packed.filename);
	};
	const installed = join(folder, "project");
	mkdirSync(installed);
	const [client, sandbox] = await Promise.all([
		pack(),
		pack("--workspace", "lomi-sandbox"),
		createProject(installed),
	]);
	project.provide("tarball", client);
	project.provide("sandboxTarball", sandbox);
	await installPacked(installed, join(folder, "cache"), [client, sandbox]);
	project.provide("installed", installed);
	return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
