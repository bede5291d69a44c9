/** Packs the client once for all tests, as `npm pack` does for a release; README's examples and the package tests use it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ROOT } from "../../scripts/root.ts";

declare module "vitest" {
	export interface ProvidedContext {
		/** Path of the packed client. */
		tarball: string;
	}
}

/** Runs `npm pack`, which also leaves a fresh dist/. */
export default function setup(project: TestProject): () => void {
	const folder = mkdtempSync(join(tmpdir(), "lomi-package-"));
	const [packed] = JSON.parse(
		execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
			cwd: ROOT,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "pipe"],
		}),
	);
	project.provide("tarball", join(folder, packed.filename));
	return () => rmSync(folder, { recursive: true, force: true });
}
