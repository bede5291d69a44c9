/** Packs client and sandbox once for all tests, as `npm pack` does for a release; README's examples and the package tests use them. */
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
		/** Path of the packed sandbox. */
		sandboxTarball: string;
	}
}

/** Runs `npm pack` for both, which also leaves each with a fresh dist/. */
export default function setup(project: TestProject): () => void {
	const folder = mkdtempSync(join(tmpdir(), "lomi-package-"));
	const pack = (...which: string[]) => {
		const [packed] = JSON.parse(
			execFileSync(
				"npm",
				["pack", ...which, "--json", "--pack-destination", folder],
				{ cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
			),
		);
		return join(folder, packed.filename);
	};
	project.provide("tarball", pack());
	project.provide("sandboxTarball", pack("--workspace", "sandbox"));
	return () => rmSync(folder, { recursive: true, force: true });
}
