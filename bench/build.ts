/**
 * Our build against the four commands that it replaces, one after the other: `redocly lint`, `redocly bundle`, `openapi-typescript` and
 * `redocly build-docs`. Runs alternate, with the same description and the same Node.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bold, dim } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";
import { commandLine, redocly } from "../test/command-lines.ts";
import { median, progress, time } from "./measure.ts";
import type { BenchOptions } from "./options.ts";

/** Limit of the ratio to the four commands. */
const LIMIT = 0.7;

export async function run({ rounds = 7 }: BenchOptions): Promise<boolean> {
	const folder = mkdtempSync(join(tmpdir(), "lomi-bench-"));
	const bundle = join(folder, "openapi.yaml");

	/** The four commands and their working folders: next to redocly.yaml, openapi-typescript would ignore its argument. */
	const peers: { name: string; args: string[]; cwd: string }[] = [
		{ name: "redocly lint", args: [redocly, "lint", "lomi"], cwd: ROOT },
		{
			name: "redocly bundle",
			args: [redocly, "bundle", "lomi", "-o", bundle],
			cwd: ROOT,
		},
		{
			name: "openapi-typescript",
			args: [
				commandLine("openapi-typescript", "bin/cli.js"),
				bundle,
				"-o",
				join(folder, "schema.d.ts"),
			],
			cwd: folder,
		},
		{
			name: "redocly build-docs",
			args: [
				redocly,
				"build-docs",
				bundle,
				"--inlineBundle",
				"-o",
				join(folder, "docs.html"),
			],
			cwd: folder,
		},
	];

	try {
		const ours: number[] = [];
		const theirs: number[][] = peers.map(() => []);
		for (let round = 0; round <= rounds; round++) {
			const own = time(["scripts/build.ts"], ROOT);
			const four = peers.map(({ args, cwd }) => time(args, cwd));
			progress(round, rounds);
			if (round === 0) continue;
			ours.push(own);
			for (const [index, duration] of four.entries())
				theirs[index]?.push(duration);
		}
		const sum = theirs.map(median).reduce((total, part) => total + part, 0);
		const rows = [
			...peers.map(
				({ name }, index) => [name, median(theirs[index] ?? [])] as const,
			),
			["the four commands", sum] as const,
			["npm run build", median(ours)] as const,
		];
		for (const [name, duration] of rows)
			console.log(`${name.padEnd(24)} ${duration.toFixed(0).padStart(6)} ms`);
		const ratio = median(ours) / sum;
		console.log(
			bold(`\nratio ${ratio.toFixed(2)}`) +
				dim(
					` (at most ${LIMIT}; Node ${process.version}, median of ${rounds})`,
				),
		);
		return ratio <= LIMIT;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
