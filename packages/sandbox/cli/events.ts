/** `lomi-sandbox events resend evt_…`: sends an event again. */
import { type CommandContext, CommandError } from "@lomi/cli";
import { readCommandLine, URL_OPTION } from "./remote/command-line.ts";
import { ask, checkSandbox, connect } from "./remote/connect.ts";
import { printSent } from "./remote/print-sent.ts";

export async function eventsCommand(context: CommandContext): Promise<void> {
	const [action, ...args] = context.args;
	if (action !== undefined && action !== "resend" && !action.startsWith("-"))
		throw new CommandError(
			`There is no command events ${action}. lomi-sandbox events resend sends an event again.`,
		);
	const line = readCommandLine(
		action === "resend" ? { ...context, args } : context,
		{
			command: "events resend",
			about: "Sends an event again, the same to the byte.",
			takes: { ID: "Of the event, as it stands in its body: evt_…" },
			options: {
				to: {
					value: "WEBHOOK",
					default: "all that it went to",
					about: "The endpoint, wh_…, that it is sent to.",
				},
				url: URL_OPTION,
			},
		},
	);
	if (!line) return;
	const { taken, values } = line;
	const url = values.url?.at(-1) ?? URL_OPTION.default;
	const control = connect(url);
	await checkSandbox(control, url);
	const webhook_id = values.to?.at(-1);
	const { data: sent } = await ask(url, () =>
		control.events.resend(taken[0] ?? "", {
			...(webhook_id && { webhook_id }),
		}),
	);
	await printSent(context.console, control, url, sent);
}
