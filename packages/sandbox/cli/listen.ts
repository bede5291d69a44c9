/** `lomi-sandbox listen --forward-to http://127.0.0.1:3000/webhooks`: has a sandbox call an address, and shows what becomes of it. */

import { bold, type CommandContext, CommandError, dim } from "@lomi/cli";
import { testServer } from "@lomi/spec";
import {
	AbortError,
	ConflictError,
	ConnectionError,
	Lomi,
	NotFoundError,
} from "lomi-openapi";
import type { Control } from "../../../generated/control.ts";
import { readDescription } from "../documents.ts";
import { merchantsOf } from "../seed/merchants.ts";
import { readCommandLine, URL_OPTION } from "./remote/command-line.ts";
import { ask, checkSandbox, connect } from "./remote/connect.ts";
import { createShow } from "./remote/deliveries.ts";
import { readEventNames } from "./remote/event-names.ts";

const FORWARD_TO = "http://127.0.0.1:3000/webhooks";
/** By which it knows an endpoint that it left behind when somebody ended it by force. */
const OURS = "lomi-sandbox listen";
/** How long it waits for the next attempt before it looks whether the endpoint is still there. */
const PATIENCE = "PT2S";

interface Listening {
	control: Control;
	lomi: Lomi;
	/** Of the sandbox. */
	url: string;
	/** Where the events go to. */
	address: string;
	console: CommandContext["console"];
	ending: AbortSignal;
}

/** Registers the endpoint, and gives its ID and its secret. */
async function register(
	{ lomi, url, address }: Listening,
	events: string[],
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
					`${address} is registered as a webhook already. Delete that one, or listen at another address with --forward-to.`,
				);
			}),
	);
	return { id: data.id, secret };
}

/** Shows each attempt until it is to end. @throws {CommandError} Where the sandbox or the endpoint is gone. */
async function follow(
	{ control, lomi, console, ending }: Listening,
	webhook_id: string,
): Promise<void> {
	const show = createShow(console.log);
	const options = { signal: ending };
	while (!ending.aborted) {
		// What comes after this one is waited for; what came before it is in the list.
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
					"The endpoint is gone: somebody deleted it, or reset the sandbox. Listen again to register another.",
				);
			});
	}
}

async function listen(listening: Listening, events: string[]): Promise<void> {
	const { control, lomi, url, address, console } = listening;
	await checkSandbox(control, url);
	const { id, secret } = await register(listening, events);
	console.log(
		[
			`Listening  ${bold(address)}`,
			`           Secret  ${bold(secret)}`,
			dim("           Ctrl+C ends it, and takes the endpoint away."),
		].join("\n"),
	);
	try {
		await follow(listening, id);
	} catch (error) {
		if (error instanceof AbortError) return;
		if (error instanceof ConnectionError)
			throw new CommandError(`The sandbox at ${url} has ended.`);
		throw error;
	} finally {
		// A sandbox that is gone has no endpoint either.
		await lomi.webhooks.delete(id).catch(() => {});
	}
}

export async function listenCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "listen",
		about:
			"Has the sandbox send its events to an address of yours, and shows what becomes of them.",
		options: {
			"forward-to": {
				value: "ADDRESS",
				default: FORWARD_TO,
				about: "Where your program takes webhooks.",
			},
			events: {
				value: "NAMES",
				default: "all",
				about: "Events to send, separated by commas.",
			},
			key: {
				value: "KEY",
				default: "the first merchant's",
				about: "Key of the merchant whose events they are.",
			},
			url: URL_OPTION,
		},
	});
	if (!line) return;
	const { values } = line;
	const url = values.url?.at(-1) ?? URL_OPTION.default;
	const control = connect(url);
	const address = values["forward-to"]?.at(-1) ?? FORWARD_TO;
	if (!/^https?:/.test(address) || !URL.canParse(address))
		throw new CommandError(
			`--forward-to takes an address, such as ${FORWARD_TO}, not ${JSON.stringify(address)}.`,
		);
	const document = readDescription();
	const [merchant] = merchantsOf(document);
	const lomi = new Lomi({
		apiKey: values.key?.at(-1) ?? merchant?.api_key,
		baseUrl: new URL(url).origin + new URL(testServer(document).url).pathname,
		maxRetries: 0,
	});
	const events = values.events
		? readEventNames(document, values.events.join(","))
		: Object.keys(document.webhooks);
	const { console, signal: ending } = context;
	await listen({ control, lomi, url, address, console, ending }, events);
}
