/**
 * `npm run dev`: from a one-line change being written to the browser showing it, next to what one `redocly build-docs` of the same
 * description takes, without the browser.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildPackage } from "../scripts/package.ts";
import { build } from "../scripts/pipeline.ts";
import { ROOT } from "../scripts/root.ts";
import { bold, dim } from "../scripts/terminal.ts";
import { redocly } from "../test/command-lines.ts";
import { launchBrowser } from "../test/docs/browser.ts";
import { copyProject, startDev } from "../test/project.ts";
import { median, progress, time } from "./measure.ts";
import type { BenchOptions } from "./options.ts";

/** Milliseconds that README promises. */
const LIMIT = 1_000;

export async function run({ rounds = 7 }: BenchOptions): Promise<boolean> {
	// A copy of the project has both, and the docs that are copied are not made once more.
	await build({ root: ROOT });
	await buildPackage();
	const [project, browser] = await Promise.all([
		copyProject(),
		launchBrowser(),
	]);
	try {
		const { dev, file, shows, renamed } = await startDev(project, browser);
		const peer = [
			redocly,
			"build-docs",
			"openapi/openapi.yaml",
			"--inlineBundle",
			"-o",
			join(project.folder, "peer.html"),
		];
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let round = 0; round <= rounds; round++) {
			const summary = `Create customer ${"abcdefgh"[round % 8]}`;
			const start = performance.now();
			await writeFile(file, renamed(summary));
			await shows(summary);
			const own = performance.now() - start;
			const other = time(peer, project.folder);
			progress(round, rounds);
			if (round === 0) continue;
			ours.push(own);
			theirs.push(other);
		}
		console.log(
			`change seen in the browser ${median(ours).toFixed(0).padStart(6)} ms`,
		);
		console.log(
			`redocly build-docs         ${median(theirs).toFixed(0).padStart(6)} ms`,
		);
		const ratio = (median(ours) / median(theirs)).toFixed(2);
		console.log(
			bold(`\nratio ${ratio}`) +
				dim(
					` (the change at most ${LIMIT} ms; Node ${process.version}, median of ${rounds})`,
				),
		);
		await dev.stop();
		return median(ours) <= LIMIT;
	} finally {
		await browser.close();
		await project.remove();
	}
}
