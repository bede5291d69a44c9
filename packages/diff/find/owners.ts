/** Pairs the operations and events of two descriptions. A change belongs to the ones that use what changed: its owners. */

import {
	type Description,
	methodName,
	type Operation,
	readEvents,
	readOperations,
	resourceName,
	type WebhookEvent,
} from "@lomi/spec";

/** An operation or event before and after. Without `base` it was added, without `revision` it was removed. */
export type Owner =
	| { kind: "operation"; base?: Operation; revision?: Operation }
	| { kind: "event"; base?: WebhookEvent; revision?: WebhookEvent };

/** In the order of the revision, with those that were removed at the end. */
export interface Owners {
	all: Owner[];
	/** By key in the document: `post /customers`, or `PAYMENT_SUCCEEDED`. */
	inBase: Map<string, Owner>;
	inRevision: Map<string, Owner>;
}

/** Pairs operations by method and path, ignoring the names of path parameters; moved operations by operationId; and events by name. */
export function pairOwners(base: Description, revision: Description): Owners {
	const before = readOperations(base);
	const now = readOperations(revision);
	const addresses = new Set(now.map(addressOf));
	const removed = new Set(before);
	const owners: Owner[] = now.map((operation) => {
		const previous =
			before.find((each) => addressOf(each) === addressOf(operation)) ??
			before.find(
				(each) => each.id === operation.id && !addresses.has(addressOf(each)),
			);
		if (previous) removed.delete(previous);
		return {
			kind: "operation",
			...(previous && { base: previous }),
			revision: operation,
		};
	});
	for (const operation of removed)
		owners.push({ kind: "operation", base: operation });
	const events = new Map(readEvents(base).map((event) => [event.name, event]));
	for (const event of readEvents(revision)) {
		const previous = events.get(event.name);
		events.delete(event.name);
		owners.push({
			kind: "event",
			...(previous && { base: previous }),
			revision: event,
		});
	}
	for (const event of events.values())
		owners.push({ kind: "event", base: event });
	return {
		all: owners,
		inBase: byPlace(owners, "base"),
		inRevision: byPlace(owners, "revision"),
	};
}

/** The URL that an installed client calls: `get /customers/{}`. */
export function addressOf({ method, path }: Operation): string {
	return `${method} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`;
}

/** `createCustomer`, or `PAYMENT_SUCCEEDED`. */
export function ownerName({ kind, base, revision }: Owner): string {
	const one = revision ?? base;
	return (kind === "event" ? (one as WebhookEvent).name : one?.id) ?? "";
}

/** `POST /customers`, or `event`. */
export function ownerDetail({ kind, base, revision }: Owner): string {
	if (kind === "event") return "event";
	const { method = "", path = "" } = revision ?? base ?? {};
	return `${method.toUpperCase()} ${path}`;
}

/** The client's method for an operation: `lomi.customers.create`. */
export function callOf(operation: Operation): string {
	return `lomi.${resourceName(operation.tag)}.${methodName(operation)}`;
}

function byPlace(
	owners: Owner[],
	side: "base" | "revision",
): Map<string, Owner> {
	return new Map(
		owners.flatMap((owner): [string, Owner][] => {
			const one = owner[side];
			if (!one) return [];
			return [
				["method" in one ? `${one.method} ${one.path}` : one.name, owner],
			];
		}),
	);
}
