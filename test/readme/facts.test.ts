/** Numbers of the API in pages that aren't made from the description are those of the description. */
import { expect, test } from "vitest";
import {
	deliveryRules,
	hoursOf,
	idempotencyHours,
	paymentOutcomes,
} from "../../packages/spec/extensions.ts";
import { controlDocument, document } from "../bundle.ts";
import { some } from "../some.ts";
import { read } from "./pages.ts";

const CLIENT = "packages/client/README.md";
const SANDBOX = "packages/sandbox/README.md";
const { timeoutSeconds, retrySeconds } = deliveryRules(document);
const { delayed } = paymentOutcomes<"delayed">(controlDocument);

/** `69 minutes`, `4 hours 34 minutes`. */
function inWords(seconds: number): string {
	const minutes = Math.round(seconds / 60);
	return minutes < 120
		? `${minutes} minutes`
		: `${Math.floor(minutes / 60)} hours ${minutes % 60} minutes`;
}

test.each<[file: string, mention: RegExp, value: string | number]>([
	[CLIENT, /\babout (\d+) hours/g, hoursOf(retrySeconds)],
	[
		"packages/client/webhooks.ts",
		/\babout (\d+) hours/g,
		hoursOf(retrySeconds),
	],
	[CLIENT, /\b(?:for|For) (\d+) hours/g, idempotencyHours(document)],
	[CLIENT, /lomi\. waits at most (\d+) seconds/g, timeoutSeconds],
	[SANDBOX, /replayed for (\d+) hours/g, idempotencyHours(document)],
	[SANDBOX, /no redirects; (\d+) s /g, timeoutSeconds],
	[SANDBOX, /It is pending for (\d+) seconds/g, delayed.seconds ?? 0],
	[
		SANDBOX,
		/Failed deliveries are retried after ([^.]+)\./g,
		new Intl.ListFormat("en-GB").format(retrySeconds.map(inWords)),
	],
])("%s: %s", (file, mention, value) => {
	const found = [...read(file).matchAll(mention)].map(([, told = ""]) =>
		told.replaceAll(/\s+/g, " "),
	);
	expect(new Set(some(found))).toStrictEqual(new Set([String(value)]));
});
