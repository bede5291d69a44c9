/** `lomi-sandbox trigger payment.succeeded --set data.gross_amount=5000`: sends an event as if it had happened. */
import { type CommandContext, readCommandLine, text, texts } from "@lomi/cli";
import { readDescription } from "../documents.ts";
import { ask, checkSandbox, connect } from "./remote/connect.ts";
import { findEvent } from "./remote/event-names.ts";
import { printSent } from "./remote/print-sent.ts";
import { readSettings } from "./remote/settings.ts";
import { URL_OPTION } from "./remote/url-option.ts";

export async function triggerCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "lomi-sandbox trigger",
		about:
			"Sends an event to the merchant's endpoints as if it had happened. Nothing else changes.",
		arguments: {
			EVENT: {
				about:
					"PAYMENT_SUCCEEDED, or payment.succeeded, as its example is named.",
			},
		},
		options: {
			set: texts({
				placeholder: "FIELD=VALUE",
				default: "as in the event's example",
				about:
					"A field of the body, such as data.gross_amount=5000 or 'data.metadata[order_id]=7'. Values of metadata are text, unless they are a string in quotes, an object or an array of JSON. May be repeated.",
			}),
			merchant: text({
				placeholder: "ID",
				default: "the first one",
				about: "The merchant whose event it is.",
			}),
			url: URL_OPTION,
		},
	});
	if (!line) return;
	const { url, set, merchant: merchant_id } = line.options;
	const document = readDescription();
	const event = findEvent(document, line.arguments[0] ?? "");
	const data = readSettings(document, event, set);
	const control = connect(url);
	await checkSandbox(control, url);
	const { data: sent } = await ask(url, () =>
		control.events.send(
			{ event: event.name, data },
			{ ...(merchant_id && { merchant_id }) },
		),
	);
	await printSent(context.console, control, url, sent);
}
