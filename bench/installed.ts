/** The packages as others install them, for benches that measure those. */
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packAndInstall } from "../test/package/packed.ts";

let project: Promise<string> | undefined;

/** Packs and installs client and sandbox, once for all benches of a run, and returns the project's folder. */
export function installPackages(): Promise<string> {
	project ??= (async () => {
		const folder = await mkdtemp(join(tmpdir(), "lomi-bench-"));
		process.once("exit", () =>
			rmSync(folder, { recursive: true, force: true }),
		);
		return (await packAndInstall(folder)).installed;
	})();
	return project;
}
