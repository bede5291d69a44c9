/** The options of `lomi-sandbox` itself. */
import {
	type CommandContext,
	CommandError,
	flag,
	HOST,
	integer,
	type Option,
	port,
	readCommandLine,
	text,
} from "@lomi/cli";
import { ALLOWED_HOSTS, WEBHOOK_HOSTS } from "@lomi/http";
import { deliveryRules, hoursOf } from "@lomi/spec";
import { readDescription } from "../documents.ts";
import { readDocsUrl, readPublicUrl } from "../location.ts";
import { USUAL_SIZE } from "../seed/world.ts";
import type { RetryDelays } from "../webhooks/attempt-writer.ts";
import { FAST_RETRIES } from "../webhooks/dispatcher.ts";
import { LOG } from "./log.ts";

/** Next to the docs' 4000 and the mock's 4010. */
export const PORT = 4020;

const { retrySeconds: DOCUMENTED_RETRIES } = deliveryRules(readDescription());
const NAMED_RETRIES: Record<string, RetryDelays> = {
	documented: DOCUMENTED_RETRIES,
	fast: FAST_RETRIES,
};
const LIST = new Intl.ListFormat("en-GB");

/** `--docs`. */
const DOCS: Option<string | undefined> = {
	placeholder: "URL",
	default: "none",
	about: "Address of the docs, which the control plane links to.",
	read(texts) {
		const text = texts.at(-1);
		return text === undefined ? undefined : readDocsUrl(text);
	},
};

/** `--public-url`. */
const PUBLIC_URL: Option<string | undefined> = {
	placeholder: "URL",
	default: "none",
	about:
		"Address at which all clients reach it, through a load balancer. Its name is an allowed host, too.",
	read(texts) {
		const text = texts.at(-1);
		return text === undefined ? undefined : readPublicUrl(text);
	},
};

/** The options of serving. README's table is checked against them by a test. */
export const OPTIONS = {
	port: port(PORT),
	host: {
		...HOST,
		about: "Address to listen on. On another, whoever reaches it can use it.",
	},
	"allowed-hosts": {
		...ALLOWED_HOSTS,
		about: `${ALLOWED_HOSTS.about} They may use the control plane, too.`,
	},
	"public-url": PUBLIC_URL,
	data: text({
		placeholder: "PLACE",
		default: "in memory",
		about:
			"Where to keep the data: a file, which is created if it doesn't exist, or postgres://USER@HOST/DATABASE.",
	}),
	empty: flag(
		"Start with the merchants alone, without their year of business.",
	),
	"seed-size": integer({
		placeholder: "NUMBER",
		default: undefined,
		defaultText: `${USUAL_SIZE}`,
		about: "How many transactions that year has.",
	}),
	seed: integer({
		placeholder: "NUMBER",
		default: undefined,
		defaultText: "random",
		about: "Give the same IDs, secrets and times in every run.",
	}),
	"webhook-retries": text({
		placeholder: "DELAYS",
		default: "documented",
		about: `When a failed delivery is retried: documented (about ${hoursOf(DOCUMENTED_RETRIES)} hours in all), fast (${LIST.format(FAST_RETRIES.map(String))} seconds), or seconds such as 1,2,4.`,
	}),
	"webhook-hosts": WEBHOOK_HOSTS,
	"rate-limit": flag(
		"Count requests, and reject those over the limit with 429.",
	),
	"no-control": flag(
		"Disable the control plane, /_sandbox, and the inspector with it.",
	),
	"no-inspector": flag("Disable the inspector, the pages at /."),
	docs: DOCS,
	metrics: flag("Serve metrics for Prometheus at /_sandbox/metrics."),
	log: LOG,
	quiet: flag("Don't print a line for each request."),
};

/**
 * Reads the command line; undefined if help was all that was asked for.
 *
 * @throws {CommandError} If it can't be read.
 */
export function readServeOptions(context: CommandContext) {
	return readCommandLine(context, {
		command: "lomi-sandbox",
		about: "lomi.'s Test environment on this machine, with a memory.",
		options: OPTIONS,
		commands: {
			listen:
				"Send webhooks to an address of yours, and show what happens to them.",
			open: "Open the inspector in the browser.",
			trigger: "Send an event of any kind.",
			"events resend": "Send an event again.",
		},
	})?.options;
}

/**
 * Seconds between attempts to deliver an event.
 *
 * @param given A name, or integers separated by commas.
 * @throws {CommandError} If it is neither.
 */
export function readDelays(given = "documented"): RetryDelays {
	const named = NAMED_RETRIES[given];
	if (named) return named;
	const delays = given.split(",").map((each) => each.trim());
	if (delays.every((each) => /^\d{1,9}$/.test(each))) return delays.map(Number);
	throw new CommandError(
		`--webhook-retries must be ${Object.keys(NAMED_RETRIES).join(", ")}, or seconds such as 1,2,4, not ${JSON.stringify(given)}.`,
	);
}
