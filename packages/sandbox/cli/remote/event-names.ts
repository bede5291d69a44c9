/** Events by name. */

import { CommandError, suggest } from "@lomi/cli";
import {
	authorizableEvents,
	type Description,
	type Node,
	readEvents,
} from "@lomi/spec";
import type { AuthorizedEvent } from "../../schema-types.ts";

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
 * The events in comma-separated lists that an endpoint is registered for; all of them if there is no list. Test events are sent to every
 * endpoint.
 *
 * @throws {CommandError} If one is unknown, or all are test events.
 */
export function readEventNames(
	document: Description,
	lists: string[],
): AuthorizedEvent[] {
	const all = authorizableEvents(document) as AuthorizedEvent[];
	const asked = lists
		.flatMap((list) => list.split(","))
		.map((each) => findEvent(document, each.trim()).name);
	const names = all.filter((name) => asked.includes(name));
	if (asked.length > 0 && names.length === 0)
		throw new CommandError(
			`Every endpoint is sent test events. Name at least one other event: ${all.join(", ")}.`,
		);
	return asked.length > 0 ? names : all;
}
