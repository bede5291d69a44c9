/**
 * `npm run test:mutation`: mutation tests of the critical code.
 * `npm run test:mutation -- client packages/sandbox/money.ts` only tests some files. README.md lists the accepted survivors.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import {
	type CommandContext,
	CommandError,
	readCommandLine,
	runCommand,
	seconds,
} from "@lomi/cli";
import { Stryker } from "@stryker-mutator/core";

/** The minimum mutation score, in percent. */
const LEAST = 85;

/** The mutated files, by the folder of their tests. */
const FILES = {
	client: ["errors", "log", "promises", "send", "webhooks", "deadline"],
	sandbox: [
		"engine/subscriptions",
		"api/idempotency",
		"api/lists",
		"api/rate-limit",
		"keyed-mutex",
		"money",
		"schedule",
	],
	diff: ["find/severity", "report/report"],
};

const CACHE = "node_modules/.cache/stryker";
type Mutants = Awaited<ReturnType<Stryker["runMutationTest"]>>;

/** Tests the mutants of some files. Results are cached for unchanged tests. */
async function tryMutants(part: string, mutate: string[]): Promise<Mutants> {
	const run = (ignoreStatic: boolean) =>
		new Stryker({
			mutate,
			ignoreStatic,
			testRunner: "vitest",
			plugins: ["@stryker-mutator/vitest-runner"],
			vitest: {
				configFile: "test/mutation/vitest.config.ts",
				dir: `test/${part}`,
			},
			concurrency: availableParallelism(),
			// Types are stripped, not checked.
			disableTypeChecks: false,
			ignorePatterns: ["/docs-site/dist", "/packages/*/dist"],
			incremental: true,
			incrementalFile: `${CACHE}/${part}.json`,
			// Not in node_modules, where vitest doesn't look for tests.
			tempDirName: `.stryker-tmp/${part}`,
			reporters: ["html"],
			htmlReporter: { fileName: `${CACHE}/${part}.html` },
			thresholds: { break: null },
			logLevel: "error",
		} as ConstructorParameters<typeof Stryker>[0]).runMutationTest();
	// First with only the covering tests, which is fast. Skips static mutants, such as constants of modules.
	await run(true);
	// Then static mutants and survivors, with all tests.
	await forgetSurvivors(`${CACHE}/${part}.json`);
	return run(false);
}

/** Marks survivors of the first run to be tested again. */
async function forgetSurvivors(file: string): Promise<void> {
	const { files, ...rest } = JSON.parse(await readFile(file, "utf8"));
	for (const { mutants } of Object.values<{ mutants: Mutants }>(files))
		for (const mutant of mutants)
			if (mutant.static && isAlive(mutant)) mutant.status = "Ignored";
	await writeFile(file, JSON.stringify({ ...rest, files }));
}

const isFound = ({ status }: Mutants[number]) =>
	status === "Killed" || status === "Timeout";
const isAlive = ({ status }: Mutants[number]) =>
	status === "Survived" || status === "NoCoverage";

/** A file's survivors, and its table row. */
function tell(name: string, mutants: Mutants): string {
	const [found, alive] = [mutants.filter(isFound), mutants.filter(isAlive)];
	const score = (100 * found.length) / (found.length + alive.length);
	return `| ${name} | ${found.length + alive.length} | ${found.length} | ${alive.length} | ${score.toFixed(1)} % |`;
}

async function mutationCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "npm run test:mutation --",
		about: `Makes small mistakes in what must be right, and fails if the tests find less than ${LEAST} % of them.`,
		arguments: {
			FILE: {
				about: "Files to try, by how they begin. Default: all.",
				repeated: true,
			},
		},
		options: {},
	});
	if (!line) return;
	const positionals = line.arguments;
	const start = performance.now();
	const all: Mutants = [];
	const lines: string[] = [];
	for (const [part, names] of Object.entries(FILES)) {
		const files = names
			.map((name) => `packages/${part}/${name}.ts`)
			.filter(
				(file) =>
					positionals.length === 0 ||
					positionals.some((asked) =>
						file.startsWith(`packages/${asked.replace(/^packages\//, "")}`),
					),
			);
		const moved = files.find((file) => !existsSync(file));
		if (moved)
			throw new CommandError(
				`${moved} doesn't exist. Correct FILES in test/mutation/run.ts, and the tests in vitest.config.ts beside it.`,
			);
		if (files.length === 0) continue;
		const tried = await tryMutants(part, files);
		for (const file of files) {
			const mutants = tried.filter(({ fileName }) => fileName.endsWith(file));
			lines.push(tell(file, mutants));
			for (const { location, mutatorName, replacement } of mutants
				.filter(isAlive)
				.toSorted((a, b) => a.location.start.line - b.location.start.line))
				console.log(
					`${file}:${location.start.line}:${location.start.column} survived as ${mutatorName}: ${replacement?.replace(/\s+/g, " ")}`,
				);
		}
		all.push(...tried);
	}
	if (all.length === 0)
		throw new CommandError(
			`No file starts with ${positionals.join(" or ")}. The files are ${Object.keys(FILES).join(", ")}.`,
		);
	console.log(
		[
			"\n| file | mutants | killed | survived | score |\n| --- | ---: | ---: | ---: | ---: |",
			...lines,
			tell("all", all),
			`\nIn ${seconds(start)}. Reports: ${CACHE}/*.html.`,
		].join("\n"),
	);
	const valid = all.filter((mutant) => isFound(mutant) || isAlive(mutant));
	if ((100 * valid.filter(isFound).length) / valid.length < LEAST)
		throw new CommandError(
			`The score is below ${LEAST} %. Add tests for the survivors, or simplify the code.`,
		);
}

await runCommand(mutationCommand);
