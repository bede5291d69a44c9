/** `npm run bench -- build`: measures ours against a named peer in one run, as a ratio. Machines differ; ratios hardly do. */
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
	/** Loads it. `run` gives whether everything is within its limits. */
	load: () => Promise<{ run(options: BenchOptions): Promise<boolean> }>;
}

const BENCHES: Record<string, Bench> = {
	build: {
		about: "the build, against the four command lines that it replaces",
		load: () => import("./build.ts"),
	},
	client: {
		about: "a call's processor time and memory, against bare openapi-fetch",
		load: () => import("./client.ts"),
	},
	clock: {
		about: "the sandbox's clock, turned over two years of subscriptions",
		load: () => import("./clock.ts"),
	},
	contract: {
		about: "the contract suite's time, memory and findings, next to Portman",
		load: () => import("./contract.ts"),
	},
	dev: {
		about: "a change's way to the browser, next to redocly build-docs",
		load: () => import("./dev.ts"),
	},
	docs: {
		about: "pages on a slow phone, next to redocly build-docs",
		load: () => import("./docs.ts"),
	},
	payments: {
		about: "payments a second in the sandbox, with and without webhooks",
		load: () => import("./payments.ts"),
	},
	sandbox: {
		about: "requests a second, start and memory, next to other mocks",
		load: () => import("./sandbox.ts"),
	},
	size: {
		about: "the client in a bundle, next to stripe and openai",
		load: () => import("./size.ts"),
	},
	sizes: {
		about: "an answer's cost with up to a million transactions",
		load: () => import("./sizes.ts"),
	},
	types: {
		about: "checking a program that calls everything, against openapi-fetch",
		load: () => import("./types.ts"),
	},
};

/** Runs one bench; fails if a figure is over its limit. */
async function benchCommand(context: CommandContext): Promise<number> {
	const line = readCommandLine(context, {
		command: "npm run bench --",
		about:
			"Builds and packs what it needs, measures, and exits with 1 if something is over its limit.",
		arguments: { NAME: { about: "The bench." } },
		options: {
			rounds: integer({
				placeholder: "NUMBER",
				about: "Measure so often; the figures are medians.",
				min: 1,
				max: 9_999,
				default: undefined,
			}),
			quick: flag("Run once with very little, to see that it works."),
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
