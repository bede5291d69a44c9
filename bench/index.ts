/** `npm run bench -- build`: measures the ratio to a named peer in one run. Ratios depend less on the machine than absolute numbers. */
import {
	type CommandContext,
	CommandError,
	flag,
	integer,
	readCommandLine,
	runCommand,
	suggest,
} from "@lomi/cli";
import type { BenchOptions } from "./options.ts";

interface Bench {
	about: string;
	/** Imports the bench. `run` returns whether all figures are within their limits. */
	load: () => Promise<{ run(options: BenchOptions): Promise<boolean> }>;
}

const BENCHES: Record<string, Bench> = {
	build: {
		about: "the build, against the four commands that it replaces",
		load: () => import("./build.ts"),
	},
	client: {
		about: "CPU time and memory of a call, against bare openapi-fetch",
		load: () => import("./client.ts"),
	},
	clock: {
		about: "advancing the sandbox's clock over two years of subscriptions",
		load: () => import("./clock.ts"),
	},
	contract: {
		about: "the contract suite's time, memory and findings, next to Portman",
		load: () => import("./contract.ts"),
	},
	dev: {
		about: "time from a change to the browser, next to redocly build-docs",
		load: () => import("./dev.ts"),
	},
	docs: {
		about: "the docs on a slow phone, next to redocly build-docs",
		load: () => import("./docs.ts"),
	},
	inspector: {
		about: "the inspector: weight, first paint, time to a row, and its cost",
		load: () => import("./inspector.ts"),
	},
	payments: {
		about: "payments per second in the sandbox, with and without webhooks",
		load: () => import("./payments.ts"),
	},
	sandbox: {
		about: "requests per second, start-up and memory, next to other mocks",
		load: () => import("./sandbox.ts"),
	},
	shared: {
		about: "what a database costs: memory, file, PostgreSQL, next to Prism",
		load: () => import("./shared.ts"),
	},
	"shared-sizes": {
		about: "the cost of a response on PostgreSQL with a million transactions",
		load: () => import("./shared-sizes.ts"),
	},
	size: {
		about: "bundle size of the client, next to stripe and openai",
		load: () => import("./size.ts"),
	},
	sizes: {
		about: "the cost of a response with up to a million transactions",
		load: () => import("./sizes.ts"),
	},
	speedups: {
		about: "what the sandbox does for speed alone, each against doing without",
		load: () => import("./speedups.ts"),
	},
	types: {
		about: "type-checking a program with all calls, against openapi-fetch",
		load: () => import("./types.ts"),
	},
};

/** Runs one bench. Exits with 1 if a figure exceeds its limit. */
async function benchCommand(context: CommandContext): Promise<number> {
	const line = readCommandLine(context, {
		command: "npm run bench --",
		about:
			"Builds and packs what the bench needs, runs it, and exits with 1 if a figure exceeds its limit.",
		arguments: { NAME: { about: "Name of the bench." } },
		options: {
			rounds: integer({
				placeholder: "NUMBER",
				about: "Number of rounds. Figures are medians.",
				min: 1,
				max: 9_999,
				default: undefined,
			}),
			quick: flag("Run once with minimal load, to check that the bench works."),
		},
		commands: Object.fromEntries(
			Object.entries(BENCHES).map(([name, { about }]) => [name, about]),
		),
	});
	if (!line) return 0;
	const [name = ""] = line.arguments;
	const names = Object.keys(BENCHES);
	const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
	if (!bench)
		throw new CommandError(
			`Unknown bench ${JSON.stringify(name)}.${suggest(name, names)} The benches are ${names.join(", ")}.`,
		);
	const { quick, rounds = quick ? 1 : undefined } = line.options;
	const { run } = await bench.load();
	const within = await run({ quick, ...(rounds !== undefined && { rounds }) });
	return within || quick ? 0 : 1;
}

await runCommand(benchCommand);
