/**
 * `npm run test:mutation`: changes what must be right in thousands of small ways, and counts the changes that no test notices.
 * `npm run test:mutation -- client packages/sandbox/money.ts` looks at some of the files only. What may live on is listed in README.md.
 */
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

/** Of all mutants, in percent, so many must be found. */
const LEAST = 85;

/** By the folder of the tests that are to find the mutants. */
const FILES = {
	client: ["errors", "log", "promises", "send", "webhooks", "deadline"],
	sandbox: [
		"engine/subscriptions",
		"api/idempotency",
		"api/lists",
		"api/rate-limit",
		"api/keyed-mutex",
		"money",
		"schedule",
	],
	diff: ["find/severity", "report"],
};

const CACHE = "node_modules/.cache/stryker";
type Mutants = Awaited<ReturnType<Stryker["runMutationTest"]>>;

/** Tries the mutants of some files. What was tried before, and has the same tests, is not tried again. */
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
			// Types are stripped, wrong or not.
			disableTypeChecks: false,
			ignorePatterns: ["/docs-site/dist", "/packages/*/dist"],
			incremental: true,
			incrementalFile: `${CACHE}/${part}.json`,
			// Not in node_modules, where vitest finds no tests.
			tempDirName: `.stryker-tmp/${part}`,
			reporters: ["html"],
			htmlReporter: { fileName: `${CACHE}/${part}.html` },
			thresholds: { break: null },
			logLevel: "error",
		} as ConstructorParameters<typeof Stryker>[0]).runMutationTest();
	// First with only the tests that come by, which is quick. What else runs before a test begins, as constants of modules do, is left out.
	await run(true);
	// Then those, and what lived on among them, with all tests.
	await forgetSurvivors(`${CACHE}/${part}.json`);
	return run(false);
}

/** Has those tried again that lived on with some of the tests only. */
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

/** What lives on in a file, and its line of the table. */
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
		if (files.length === 0) continue;
		const tried = await tryMutants(part, files);
		for (const file of files) {
			const mutants = tried.filter(({ fileName }) => fileName.endsWith(file));
			lines.push(tell(file, mutants));
			for (const { location, mutatorName, replacement } of mutants
				.filter(isAlive)
				.toSorted((a, b) => a.location.start.line - b.location.start.line))
				console.log(
					`${file}:${location.start.line}:${location.start.column} lives on as ${mutatorName}: ${replacement?.replace(/\s+/g, " ")}`,
				);
		}
		all.push(...tried);
	}
	if (all.length === 0)
		throw new CommandError(
			`No file starts with ${positionals.join(" or ")}. There is: ${Object.keys(FILES).join(", ")}.`,
		);
	console.log(
		[
			"\n| file | mutants | found | alive | score |\n| --- | ---: | ---: | ---: | ---: |",
			...lines,
			tell("all", all),
			`\nIn ${seconds(start)}. Mutants in their place: ${CACHE}/*.html.`,
		].join("\n"),
	);
	const valid = all.filter((mutant) => isFound(mutant) || isAlive(mutant));
	if ((100 * valid.filter(isFound).length) / valid.length < LEAST)
		throw new CommandError(
			`Less than ${LEAST} % were found. Test what lives on, or simplify it away.`,
		);
}

await runCommand(mutationCommand);
