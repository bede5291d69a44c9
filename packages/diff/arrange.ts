/** Changes put in order: each told once, those of one place together, the worst first. */
import type { Change, Place } from "./compare.ts";
import type { Direction } from "./find/directions.ts";
import type { Owners } from "./find/owners.ts";
import { SEVERITIES, type Severity } from "./find/severity.ts";

/** Something for people that is different, to be told together with all of its place. */
export interface Wording {
	place: Place;
	kind: "Texts" | "Examples";
	name: string;
}

/** A change, and which way it goes if it does. */
export interface Directed extends Change {
	direction?: Direction;
}

const WAYS: Record<Direction, string> = {
	sent: "In requests: ",
	received: "In answers and events: ",
};

/** The same words in more places than these are told once. */
const MANY = 3;

/** The same about what is sent and what is received is one change. */
export function merge(changes: Directed[]): Change[] {
	const byText = Map.groupBy(changes, ({ place, what }) =>
		JSON.stringify([place.name, what]),
	);
	return [...byText.values()].map((same) => {
		const [{ what }] = same as [Change];
		const ways = new Set(same.map(({ direction }) => direction));
		const consequences = same.flatMap(({ direction, consequences }) =>
			consequences.map((text) =>
				direction && ways.size > 1
					? WAYS[direction] + text.charAt(0).toLowerCase() + text.slice(1)
					: text,
			),
		);
		return {
			level: worst(same),
			what,
			consequences: [...new Set(consequences)],
			place: unite(same.map(({ place }) => place)),
		};
	});
}

/** All the words of one place are one change; so are the same ones of many places. */
export function gather(wordings: Wording[]): Change[] {
	const byName = Map.groupBy(wordings, ({ kind, name }) => `${kind} ${name}`);
	const told = [...byName.values()].flatMap((same) => {
		const places = new Set(same.map(({ place }) => place.name));
		return places.size > MANY
			? same.map((one) => ({
					...one,
					place: { ...one.place, name: "Many operations" },
				}))
			: same;
	});
	const groups = Map.groupBy(
		told,
		({ place, kind }) => `${kind} ${place.name}`,
	);
	return [...groups.values()].map((group) => {
		const [{ kind }] = group as [Wording];
		const names = [...new Set(group.map(({ name }) => name))];
		return {
			level: "editorial",
			what: `${kind} that changed: ${names.join(", ")}.`,
			consequences: [],
			place: unite(group.map(({ place }) => place)),
		};
	});
}

/** Places by their worst change, then in the order of the document; in each, the worst first. */
export function arrange(changes: Change[], { all }: Owners): Change[] {
	const groups = [...Map.groupBy(changes, ({ place }) => place.name).values()];
	const rank = (level: Severity) => SEVERITIES.indexOf(level);
	const order = (group: Change[]) => {
		const indexes = group.flatMap(({ place }) =>
			place.owners.map((owner) => all.indexOf(owner)),
		);
		return Math.min(all.length, ...indexes);
	};
	return groups
		.toSorted((a, b) => rank(worst(a)) - rank(worst(b)) || order(a) - order(b))
		.flatMap((group) => {
			const place = unite(group.map(({ place }) => place));
			const owners = all.filter((owner) => place.owners.includes(owner));
			return group
				.toSorted((a, b) => rank(a.level) - rank(b.level))
				.map((change) => ({ ...change, place: { ...place, owners } }));
		});
}

/** The worst level of some changes. */
export function worst(changes: Change[]): Severity {
	return (
		SEVERITIES.find((level) =>
			changes.some((change) => change.level === level),
		) ?? "editorial"
	);
}

function unite(places: Place[]): Place {
	const [first] = places as [Place];
	return {
		...first,
		owners: [...new Set(places.flatMap(({ owners }) => owners))],
	};
}
