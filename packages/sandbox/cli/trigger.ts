/** `lomi-sandbox trigger payment.succeeded --set data.gross_amount=5000`: sends an event as if it had happened. */
import type { CommandContext } from "@lomi/cli";
import { readDescription } from "../documents.ts";
import { readCommandLine, URL_OPTION } from "./remote/command-line.ts";
import { ask, checkSandbox, connect } from "./remote/connect.ts";
import { findEvent } from "./remote/event-names.ts";
import { printSent } from "./remote/print-sent.ts";
import { readSettings } from "./remote/settings.ts";

export async function triggerCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "trigger",
		about:
			"Sends an event to the merchant's endpoints as if it had happened. Nothing else changes.",
		takes: {
			EVENT:
				"PAYMENT_SUCCEEDED, or payment.succeeded, as its example is named.",
		},
		options: {
			set: {
				value: "FIELD=VALUE",
				default: "as in the event's example",
				about:
					"A field of the body, such as data.gross_amount=5000. May be repeated.",
			},
			merchant: {
				value: "ID",
				default: "the first one",
				about: "The merchant whose event it is.",
			},
			url: URL_OPTION,
		},
	});
	if (!line) return;
	const { taken, values } = line;
	const event = findEvent(readDescription(), taken[0] ?? "");
	const data = readSettings(values.set ?? [], event.example);
	const url = values.url?.at(-1) ?? URL_OPTION.default;
	const control = connect(url);
	await checkSandbox(control, url);
	const merchant_id = values.merchant?.at(-1);
	const { data: sent } = await ask(url, () =>
		control.events.send(
			{ event: event.name, data },
			{ ...(merchant_id && { merchant_id }) },
		),
	);
	await printSent(context.console, control, url, sent);
}
