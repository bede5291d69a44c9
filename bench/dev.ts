/**
 * `npm run dev`: the time from writing a one-line change until the browser shows it, next to one `redocly build-docs` of the same
 * description, without a browser.
 */
import { join } from "node:path";
import { bold, dim } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";
import { redocly } from "../test/command-lines.ts";
import { copyProject } from "../test/copied-project.ts";
import { launchBrowser } from "../test/docs-site/browser.ts";
import { waitForHeading } from "../test/docs-site/context.ts";
import { startNode } from "../test/process.ts";
import { median, progress, time } from "./measure.ts";
import type { BenchOptions } from "./options.ts";

/** The limit in README, in milliseconds. */
const LIMIT = 1_000;
const FILE = "openapi/resources/customers.yaml";
const SUMMARY = "summary: Create a customer\n";

export async function run({ rounds = 7 }: BenchOptions): Promise<boolean> {
	const [project, browser] = await Promise.all([
		copyProject(),
		launchBrowser(),
	]);
	const ports = ["--port=0", "--docs-port=0", "--sandbox-port=0"];
	const dev = startNode(
		[`${ROOT}bench/dev-server.ts`, project.root, "--watch", ...ports],
		{ cwd: project.root },
	);
	try {
		const [, docs] = await dev.says(/^Docs {2}(\S+)$/m);
		await dev.says(/^Watching openapi\/ /m);
		const page = await browser.newPage();
		await page.goto(
			`${docs}/reference/#tag/Customers/operation/createCustomer`,
		);
		await waitForHeading(page, "Create a customer");
		const text = await project.read(FILE);
		const peer = [
			redocly,
			"build-docs",
			"openapi/openapi.yaml",
			"--inlineBundle",
			"-o",
			join(project.root, "peer.html"),
		];
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let round = 0; round <= rounds; round++) {
			const summary = `Create customer ${"abcdefgh"[round % 8]}`;
			const start = performance.now();
			await project.write(FILE, text.replace(SUMMARY, `summary: ${summary}\n`));
			await waitForHeading(page, summary);
			const own = performance.now() - start;
			const other = time(peer, project.root);
			progress(round, rounds);
			if (round === 0) continue;
			ours.push(own);
			theirs.push(other);
		}
		console.log(
			`change shown in browser    ${median(ours).toFixed(0).padStart(6)} ms`,
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
		return median(ours) <= LIMIT;
	} finally {
		await dev.stop();
		await browser.close();
		await project.remove();
	}
}
