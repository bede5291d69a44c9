/** Prints which event was sent, and where. */

import { bold, type CommandContext, dim } from "@lomi/cli";
import type { Control, EventRecord } from "@lomi/control";
import { ask } from "./connect.ts";

export async function printSent(
	console: CommandContext["console"],
	control: Control,
	url: string,
	{ event_id, event_type }: EventRecord,
): Promise<void> {
	const { data } = await ask(url, () => control.deliveries.list({ event_id }));
	console.log(`${bold(event_type)} ${event_id}`);
	console.log(
		dim(
			data.length > 0
				? `Sent to ${data.map(({ webhook_id }) => webhook_id).join(", ")}.`
				: "No endpoint receives it. lomi-sandbox listen registers one.",
		),
	);
}
