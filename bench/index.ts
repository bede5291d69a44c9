/** `npm run bench -- build`: measures ours against a named peer in one run, as a ratio. Machines differ; ratios hardly do. */
import { parseArgs } from "node:util";
import { CommandError, fail } from "@lomi/cli";
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

const HELP = `npm run bench -- NAME [options]

Builds and packs what it needs, measures, and exits with 1 if something is over its limit.

${Object.entries(BENCHES)
	.map(([name, { about }]) => `  ${name.padEnd(12)}${about}`)
	.join("\n")}

  --rounds N  measure N times; the figures are medians
  --quick     run once with very little, to see that it works
  --help      show this
`;

function readCommand() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: {
				rounds: { type: "string" },
				quick: { type: "boolean" },
				help: { type: "boolean" },
			},
		});
		return { ...values, positionals };
	} catch (error) {
		const [reason] = (error as Error).message.split(/\. |\n/);
		throw new CommandError(
			`${reason}. The options are --rounds, --quick and --help.`,
		);
	}
}

async function main(): Promise<void> {
	const { rounds, quick = false, help, positionals } = readCommand();
	if (help) return void process.stdout.write(HELP);
	const [name = "", ...more] = positionals;
	const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
	if (!bench || more.length > 0)
		throw new CommandError(
			`There is no bench ${JSON.stringify(positionals.join(" "))}. Run npm run bench -- NAME, where NAME is one of ${Object.keys(BENCHES).join(", ")}.`,
		);
	if (rounds !== undefined && !/^[1-9]\d{0,3}$/.test(rounds))
		throw new CommandError(
			`--rounds must be an integer from 1 to 9999, not ${JSON.stringify(rounds)}.`,
		);
	const number = rounds ?? (quick ? "1" : undefined);
	const { run } = await bench.load();
	const within = await run({
		quick,
		...(number !== undefined && { rounds: Number(number) }),
	});
	if (!within && !quick) process.exitCode = 1;
}

await main().catch(fail);
