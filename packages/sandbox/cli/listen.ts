/** `lomi-sandbox listen --forward-to http://127.0.0.1:3000/webhooks`: sends events to an address and shows each delivery. */

import {
	bold,
	type CommandContext,
	CommandError,
	dim,
	type Option,
	readCommandLine,
	text,
	texts,
} from "@lomi/cli";
import type { Control } from "@lomi/control";
import { testServer } from "@lomi/spec";
import {
	AbortError,
	ConflictError,
	ConnectionError,
	Lomi,
	NotFoundError,
} from "lomi-openapi";
import { readDescription } from "../documents.ts";
import type { AuthorizedEvent } from "../schema-types.ts";
import { merchantsOf } from "../seed/merchants.ts";
import { ask, checkSandbox, connect } from "./remote/connect.ts";
import { createShow } from "./remote/deliveries.ts";
import { readEventNames } from "./remote/event-names.ts";
import { isHttpAddress, URL_OPTION } from "./remote/url-option.ts";

const FORWARD_TO = "http://127.0.0.1:3000/webhooks";
const FORWARD_OPTION: Option<string> = {
	placeholder: "ADDRESS",
	default: FORWARD_TO,
	about: "Where your program receives webhooks.",
	read(texts) {
		const address = texts.at(-1) ?? FORWARD_TO;
		if (!isHttpAddress(address))
			throw new Error(
				`must be an address, such as ${FORWARD_TO}, not ${JSON.stringify(address)}`,
			);
		return address;
	},
};
/** Description of its endpoint, by which it recognizes one that a killed process left. */
const OURS = "lomi-sandbox listen";
/** How long it waits for the next attempt before it checks that the endpoint still exists. */
const PATIENCE = "PT2S";

interface Listening {
	control: Control;
	lomi: Lomi;
	/** The sandbox's. */
	url: string;
	/** Receives the events. */
	address: string;
	console: CommandContext["console"];
	ending: AbortSignal;
}

/** Registers the endpoint, and returns its ID and secret. */
async function register(
	{ lomi, url, address }: Listening,
	events: AuthorizedEvent[],
): Promise<{ id: string; secret: string }> {
	const { data: there } = await ask(url, () => lomi.webhooks.list());
	for (const each of there)
		if (each.url === address && each.description === OURS)
			await ask(url, () => lomi.webhooks.delete(each.id));
	const { data, secret } = await ask(url, () =>
		lomi.webhooks
			.create({ url: address, authorized_events: events, description: OURS })
			.catch((error) => {
				if (!(error instanceof ConflictError)) throw error;
				throw new CommandError(
					`${address} is already registered as a webhook. Delete that one, or choose another address with --forward-to.`,
				);
			}),
	);
	return { id: data.id, secret };
}

/** Prints each attempt until it is stopped. @throws {CommandError} If the sandbox or the endpoint is gone. */
async function follow(
	{ control, lomi, console, ending }: Listening,
	webhook_id: string,
): Promise<void> {
	const show = createShow(console.log);
	const options = { signal: ending };
	while (!ending.aborted) {
		// Waits for the next attempt; earlier ones are in the list.
		const next = control.deliveries.list(
			{ webhook_id, wait: PATIENCE },
			options,
		);
		const there = control.deliveries.list({ webhook_id }, options);
		const [, attempts] = await Promise.all([
			there.then(({ data }) => show(data)),
			next.then(({ data }) => data),
		]);
		show(attempts);
		if (attempts.length === 0)
			await lomi.webhooks.get(webhook_id, options).catch((error) => {
				if (!(error instanceof NotFoundError)) throw error;
				throw new CommandError(
					"The endpoint was deleted, or the sandbox was reset. Run listen again to register another one.",
				);
			});
	}
}

async function listen(
	listening: Listening,
	events: AuthorizedEvent[],
): Promise<void> {
	const { control, lomi, url, address, console } = listening;
	await checkSandbox(control, url);
	const { id, secret } = await register(listening, events);
	console.log(
		[
			`Listening  ${bold(address)}`,
			`           Secret  ${bold(secret)}`,
			dim("           Ctrl+C stops it and deletes the endpoint."),
		].join("\n"),
	);
	try {
		await follow(listening, id);
	} catch (error) {
		if (error instanceof AbortError) return;
		if (error instanceof ConnectionError)
			throw new CommandError(`The sandbox at ${url} has stopped.`);
		throw error;
	} finally {
		// Fails if the sandbox is gone, and the endpoint with it.
		await lomi.webhooks.delete(id).catch(() => {});
	}
}

export async function listenCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "lomi-sandbox listen",
		about:
			"Sends the sandbox's events to an address of yours, and shows what happens to them.",
		options: {
			"forward-to": FORWARD_OPTION,
			events: texts({
				placeholder: "NAMES",
				default: "all",
				about: "Events to send, separated by commas.",
			}),
			key: text({
				placeholder: "KEY",
				default: "the first merchant's",
				about: "API key of the merchant whose events to send.",
			}),
			url: URL_OPTION,
		},
	});
	if (!line) return;
	const { "forward-to": address, events: names, key, url } = line.options;
	const control = connect(url);
	const document = readDescription();
	const [merchant] = merchantsOf(document);
	const lomi = new Lomi({
		apiKey: key ?? merchant?.api_key,
		baseUrl: new URL(url).origin + new URL(testServer(document).url).pathname,
		maxRetries: 0,
	});
	const events = readEventNames(document, names);
	const { console, signal: ending } = context;
	await listen({ control, lomi, url, address, console, ending }, events);
}
