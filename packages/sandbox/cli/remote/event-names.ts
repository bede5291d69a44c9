/** Events by the names that people give them. */

import { CommandError } from "@lomi/cli";
import { type Description, type Node, readEvents } from "@lomi/spec";

export interface NamedEvent {
	/** As the API has it: `PAYMENT_SUCCEEDED`. */
	name: string;
	/** A whole body. */
	example: Node;
}

/**
 * Finds an event by its own name, or by that of its example: `payment.succeeded`.
 *
 * @throws {CommandError} Where there is none; it lists those that there are.
 */
export function findEvent(document: Description, asked: string): NamedEvent {
	const events = readEvents(document).map(({ name, body: { examples } }) => {
		const [example] = examples;
		if (!example) throw new Error(`The event ${name} has no example.`);
		return { name, alias: example.component, example: example.value as Node };
	});
	const wanted = asked.toLowerCase();
	const found = events.find(({ name, alias }) =>
		[name, alias].some((each) => each.toLowerCase() === wanted),
	);
	if (found) return found;
	throw new CommandError(
		[
			`There is no event ${asked}. There are:`,
			...events.map(({ name, alias }) =>
				name === alias ? `  ${name}` : `  ${name} or ${alias}`,
			),
		].join("\n"),
	);
}

/**
 * The events that a list names, separated by commas.
 *
 * @throws {CommandError} Where one of them is none.
 */
export function readEventNames(document: Description, list: string): string[] {
	return list.split(",").map((each) => findEvent(document, each.trim()).name);
}
