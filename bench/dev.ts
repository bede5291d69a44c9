/**
 * `npm run dev`: from a one-line change being written to the browser showing it, next to what one `redocly build-docs` of the same
 * description takes, without the browser.
 */
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bold, dim } from "../scripts/terminal.ts";
import { launchBrowser } from "../test/docs/browser.ts";
import { copyProject } from "../test/project.ts";
import { median } from "./median.ts";

const ROUNDS = 7;
const redocly = join(
	dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
	"bin/cli.js",
);

const [project, browser] = await Promise.all([copyProject(), launchBrowser()]);
try {
	const dev = project.start(
		"scripts/start.ts",
		"--watch",
		"--port",
		"0",
		"--docs-port",
		"0",
	);
	const [, docs = ""] = await dev.says(/^Docs {2}(\S+)$/m);
	await dev.says(/^Watching/m);
	const file = join(project.folder, "openapi/resources/customers.yaml");
	const text = await readFile(file, "utf8");
	const page = await browser.newPage();
	await page.goto(`${docs}/#tag/Customers/operation/createCustomer`);
	await page
		.getByRole("heading", { name: "Create a customer" })
		.first()
		.waitFor();
	const ours: number[] = [];
	const theirs: number[] = [];
	for (let round = 0; round <= ROUNDS; round++) {
		const summary = `Create customer ${"abcdefgh"[round]}`;
		const start = performance.now();
		await writeFile(
			file,
			text.replace("summary: Create a customer\n", `summary: ${summary}\n`),
		);
		await page.getByRole("heading", { name: summary }).first().waitFor();
		if (round > 0) ours.push(performance.now() - start);
		const began = performance.now();
		spawnSync(
			process.execPath,
			[
				redocly,
				"build-docs",
				"openapi/openapi.yaml",
				"--inlineBundle",
				"-o",
				join(project.folder, "peer.html"),
			],
			{
				cwd: project.folder,
				env: {
					...process.env,
					REDOCLY_TELEMETRY: "off",
					REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
				},
			},
		);
		if (round > 0) theirs.push(performance.now() - began);
		process.stderr.write(dim(` ${round}/${ROUNDS}`));
	}
	process.stderr.write("\n\n");
	console.log(
		`change seen in the browser ${median(ours).toFixed(0).padStart(6)} ms`,
	);
	console.log(
		`redocly build-docs         ${median(theirs).toFixed(0).padStart(6)} ms`,
	);
	console.log(
		bold(`\nratio ${(median(ours) / median(theirs)).toFixed(2)}`) +
			dim(` (Node ${process.version}, median of ${ROUNDS})`),
	);
	await dev.stop();
} finally {
	await browser.close();
	await project.remove();
}
