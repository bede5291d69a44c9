/** Events by name. */

import { CommandError, suggest } from "@lomi/cli";
import { type Description, type Node, readEvents } from "@lomi/spec";

export interface NamedEvent {
	/** `PAYMENT_SUCCEEDED` */
	name: string;
	/** A complete body. */
	example: Node;
	/** JSON pointer to the schema of the body. */
	schema: string;
}

/**
 * Finds an event by its name, or its example's: `payment.succeeded`.
 *
 * @throws {CommandError} If there is none. The message lists all events.
 */
export function findEvent(document: Description, asked: string): NamedEvent {
	const events = readEvents(document).map(
		({ name, body: { examples, schema } }) => {
			const [example] = examples;
			if (!example) throw new Error(`The event ${name} has no example.`);
			const { component: alias, value } = example;
			return { name, alias, example: value as Node, schema };
		},
	);
	const wanted = asked.toLowerCase();
	const found = events.find(({ name, alias }) =>
		[name, alias].some((each) => each.toLowerCase() === wanted),
	);
	if (found) return found;
	throw new CommandError(
		[
			`Unknown event ${asked}.${suggest(
				wanted,
				events.flatMap(({ name, alias }) => [alias, name.toLowerCase()]),
			)} The events are:`,
			...events.map(({ name, alias }) =>
				name === alias ? `  ${name}` : `  ${name} or ${alias}`,
			),
		].join("\n"),
	);
}

/**
 * The events in a comma-separated list.
 *
 * @throws {CommandError} If one is unknown.
 */
export function readEventNames(document: Description, list: string): string[] {
	return list.split(",").map((each) => findEvent(document, each.trim()).name);
}
