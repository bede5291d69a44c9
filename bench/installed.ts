/** The installed packages, for benches that measure them. */
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packAndInstall } from "../test/package/packed.ts";

let project: Promise<string> | undefined;

/** Packs and installs client and sandbox once per run. Returns the project folder. */
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
