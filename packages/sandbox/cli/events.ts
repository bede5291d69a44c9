/** `lomi-sandbox events resend evt_…`: sends an event again. */
import {
	type CommandContext,
	CommandError,
	readCommandLine,
	suggest,
	text,
} from "@lomi/cli";
import { idPrefixes } from "@lomi/spec";
import { readDescription } from "../documents.ts";
import { ask, checkSandbox, connect } from "./remote/connect.ts";
import { printSent } from "./remote/print-sent.ts";
import { URL_OPTION } from "./remote/url-option.ts";

export async function eventsCommand(context: CommandContext): Promise<void> {
	const [action, ...args] = context.args;
	if (action !== undefined && action !== "resend" && !action.startsWith("-"))
		throw new CommandError(
			`Unknown command events ${action}.${suggest(action, ["resend"], "events ")} lomi-sandbox events resend sends an event again.`,
		);
	const prefixes = idPrefixes(readDescription());
	const line = readCommandLine(
		action === "resend" ? { ...context, args } : context,
		{
			command: "lomi-sandbox events resend",
			about: "Sends an event again, byte for byte the same.",
			arguments: {
				ID: { about: `The event's ID, as in its body: ${prefixes.event}…` },
			},
			options: {
				to: text({
					placeholder: "WEBHOOK",
					default: "all that received it",
					about: `The endpoint to send it to, ${prefixes.webhook}….`,
				}),
				url: URL_OPTION,
			},
		},
	);
	if (!line) return;
	const { url, to: webhook_id } = line.options;
	const control = connect(url);
	await checkSandbox(control, url);
	const { data: sent } = await ask(url, () =>
		control.events.resend(line.arguments[0] ?? "", {
			...(webhook_id && { webhook_id }),
		}),
	);
	await printSent(context.console, control, url, sent);
}
