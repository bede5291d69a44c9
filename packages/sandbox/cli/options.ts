/** What the command takes, said once: for reading it, and for `--help`. README's table is held to it by a test. */
import { CommandError, readOptions } from "@lomi/cli";
import { USUAL_SIZE } from "../seed/world.ts";
import { RETRY_DELAYS, type RetryDelays } from "../webhooks/dispatcher.ts";
import { describe, type Option, optionRows } from "./help.ts";

/** Next to the docs' 4000 and the mock's 4010. */
export const PORT = 4020;

export const OPTIONS: Record<string, Option> = {
	port: {
		value: "NUMBER",
		default: `${PORT}`,
		about: "Port to listen on; 0 is any free one.",
	},
	host: {
		value: "ADDRESS",
		default: "127.0.0.1",
		about: "Address to listen on. On another, whoever reaches it can use it.",
	},
	data: {
		value: "FILE",
		default: "in memory",
		about: "File to keep the data in. It is made if it isn't there.",
	},
	empty: {
		default: "off",
		about: "Begin with the merchants alone, without their year of business.",
	},
	"seed-size": {
		value: "NUMBER",
		default: `${USUAL_SIZE}`,
		about: "How many transactions that year has.",
	},
	seed: {
		value: "NUMBER",
		default: "chance",
		about: "Give the same IDs, secrets and times in every run.",
	},
	"webhook-retries": {
		value: "DELAYS",
		default: "documented",
		about:
			"When a failed delivery is tried again: documented (about 6 hours in all), fast (5, 10 and 20 seconds), or seconds such as 1,2,4.",
	},
	"allow-host": {
		value: "HOSTS",
		default: "none",
		about:
			"Hosts whose webhooks are called, besides this machine's, separated by commas.",
	},
	"rate-limit": {
		default: "off",
		about: "Count requests, and refuse those over the limit with 429.",
	},
	"no-control": {
		default: "off",
		about: "Have no control plane, at /_sandbox.",
	},
	quiet: { default: "off", about: "Print no line for each request." },
	help: { default: "off", about: "Print this, and end." },
};

/**
 * Reads the command line.
 *
 * @throws {CommandError} Where it makes no sense.
 */
export function readCommandLine(args: string[]) {
	return readOptions(
		args,
		{ port: PORT },
		{
			texts: ["data", "webhook-retries", "allow-host"],
			counts: ["seed", "seed-size"],
			flags: ["empty", "rate-limit", "no-control", "quiet", "help"],
		},
	);
}

/**
 * Seconds from one attempt to deliver an event to the next.
 *
 * @param text A name, or whole numbers separated by commas.
 * @throws {CommandError} Where it is neither.
 */
export function readDelays(text = "documented"): RetryDelays {
	const named = RETRY_DELAYS[text];
	if (named) return named;
	const delays = text.split(",").map((each) => each.trim());
	if (delays.every((each) => /^\d{1,9}$/.test(each))) return delays.map(Number);
	throw new CommandError(
		`--webhook-retries can't be ${text}. Give ${Object.keys(RETRY_DELAYS).join(" or ")}, or seconds such as 1,2,4.`,
	);
}

/** The commands beside it, for `--help`. Each has its own. */
const OTHERS = {
	listen:
		"Take webhooks to an address of yours, and show what becomes of them.",
	trigger: "Send an event of any kind.",
	"events resend": "Send an event again.",
};

/** What `--help` prints. */
export function describeOptions(): string {
	return describe(
		"lomi.'s Test environment on this machine, with a memory.",
		["lomi-sandbox [options]", "lomi-sandbox COMMAND --help"],
		{ Options: optionRows(OPTIONS), Commands: Object.entries(OTHERS) },
	);
}
