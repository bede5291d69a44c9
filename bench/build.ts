/**
 * Our build against the four command lines that give the same: `redocly lint`, `redocly bundle`, `openapi-typescript` and
 * `redocly build-docs`, one after the other. Both take turns, on the same description and the same Node.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "../scripts/root.ts";
import { bold, dim } from "../scripts/terminal.ts";
import { median } from "./median.ts";

const ROUNDS = 7;
/** What issue and README promise of the ratio. */
const LIMIT = 0.7;

const folder = mkdtempSync(join(tmpdir(), "lomi-bench-"));
const require = createRequire(import.meta.url);
const binary = (name: string, file: string) =>
	join(dirname(require.resolve(`${name}/package.json`)), file);
const redocly = binary("@redocly/cli", "bin/cli.js");
const openapiTypescript = binary("openapi-typescript", "bin/cli.js");
const bundle = join(folder, "openapi.yaml");

/** Each with the folder that it runs in: openapi-typescript would read redocly.yaml and then ignore its argument. */
const peers: [string[], string][] = [
	[[redocly, "lint", "lomi"], ROOT],
	[[redocly, "bundle", "lomi", "-o", bundle], ROOT],
	[[openapiTypescript, bundle, "-o", join(folder, "schema.d.ts")], folder],
	[
		[
			redocly,
			"build-docs",
			bundle,
			"--inlineBundle",
			"-o",
			join(folder, "docs.html"),
		],
		folder,
	],
];

/** Wall time of one process, in milliseconds. Throws where it fails: a failure is quick, and would look good. */
function time(args: string[], cwd: string): number {
	const start = performance.now();
	const { status, stderr } = spawnSync(process.execPath, args, {
		cwd,
		env: {
			...process.env,
			REDOCLY_TELEMETRY: "off",
			REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
		},
	});
	if (status !== 0) throw new Error(`${args.join(" ")} failed:\n${stderr}`);
	return performance.now() - start;
}

try {
	const ours: number[] = [];
	const theirs: number[][] = peers.map(() => []);
	for (let round = 0; round <= ROUNDS; round++) {
		const own = time(["scripts/build.ts"], ROOT);
		const four = peers.map(([args, cwd]) => time(args, cwd));
		process.stderr.write(dim(round === 0 ? "warm-up" : ` ${round}/${ROUNDS}`));
		if (round === 0) continue;
		ours.push(own);
		for (const [index, duration] of four.entries())
			theirs[index]?.push(duration);
	}
	process.stderr.write("\n\n");
	const names = [
		"redocly lint",
		"redocly bundle",
		"openapi-typescript",
		"redocly build-docs",
	];
	for (const [index, name] of names.entries()) {
		console.log(
			`${name.padEnd(24)} ${median(theirs[index] ?? [])
				.toFixed(0)
				.padStart(6)} ms`,
		);
	}
	const sum = theirs.map(median).reduce((total, part) => total + part, 0);
	console.log(
		`${"the four, one by one".padEnd(24)} ${sum.toFixed(0).padStart(6)} ms`,
	);
	console.log(
		`${"npm run build".padEnd(24)} ${median(ours).toFixed(0).padStart(6)} ms`,
	);
	const ratio = median(ours) / sum;
	console.log(
		bold(`\nratio ${ratio.toFixed(2)}`) +
			dim(` (at most ${LIMIT}; Node ${process.version}, median of ${ROUNDS})`),
	);
	if (ratio > LIMIT) process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
