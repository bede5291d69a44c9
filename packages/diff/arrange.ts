/** Merges, groups and sorts changes for a report. */
import type { Change, Place } from "./change.ts";
import type { Direction } from "./find/directions.ts";
import type { Owners } from "./find/owners.ts";
import { SEVERITIES, worstSeverity } from "./find/severity.ts";

/** A change of something that only people read. All those of one place are reported together. */
export interface ProseChange {
	place: Place;
	kind: "Texts" | "Examples";
	name: string;
}

/** A change, and whether it is in requests or in responses, if it is in either. */
export interface DirectedChange extends Change {
	direction?: Direction;
}

const PREFIXES: Record<Direction, string> = {
	sent: "In requests: ",
	received: "In responses and events: ",
};

/** Merges changes that differ only in their direction. */
export function mergeDirections(changes: DirectedChange[]): Change[] {
	const bySentence = Map.groupBy(changes, ({ place, what }) =>
		JSON.stringify([place.name, what]),
	);
	return [...bySentence.values()].map((group) => {
		const [{ what }] = group as [Change];
		const directions = new Set(group.map(({ direction }) => direction));
		const consequences = group.flatMap(({ direction, consequences }) =>
			consequences.map((text) =>
				direction && directions.size > 1
					? PREFIXES[direction] + text.charAt(0).toLowerCase() + text.slice(1)
					: text,
			),
		);
		return {
			severity: worstSeverity(group),
			what,
			consequences: [...new Set(consequences)],
			place: mergePlaces(group),
		};
	});
}

/** A change in more places than these is reported once for all of them. */
const MAX_PLACES = 3;

/** Makes one change of all prose changes of a place, and one of those that many places have. */
export function groupProse(changes: ProseChange[]): Change[] {
	const byName = Map.groupBy(changes, ({ kind, name }) => `${kind} ${name}`);
	const relocated = [...byName.values()].flatMap((group) => {
		const places = new Set(group.map(({ place }) => place.name));
		return places.size > MAX_PLACES
			? group.map((change) => ({
					...change,
					place: { ...change.place, name: "Many operations" },
				}))
			: group;
	});
	const byPlace = Map.groupBy(
		relocated,
		({ place, kind }) => `${kind} ${place.name}`,
	);
	return [...byPlace.values()].map((group) => {
		const [{ kind }] = group as [ProseChange];
		const names = [...new Set(group.map(({ name }) => name))];
		return {
			severity: "editorial",
			what: `Changed ${kind.toLowerCase()}: ${names.join(", ")}.`,
			consequences: [],
			place: mergePlaces(group),
		};
	});
}

/** A breaking change of what was beta needs no major version, so that it counts as additive. */
export function allowBeta(change: Change): Change {
	const { owners } = change.place;
	const wasBeta = owners.every(
		({ kind, base }) => kind === "operation" && base?.beta,
	);
	return change.severity === "breaking" && wasBeta && owners.length > 0
		? {
				...change,
				severity: "additive",
				consequences: [
					...change.consequences,
					"It was beta, so this needs no major version.",
				],
			}
		: change;
}

/** Sorts places by their most severe change, then in the order of the document; and the changes of each place by severity. */
export function arrange(changes: Change[], { all }: Owners): Change[] {
	const groups = [...Map.groupBy(changes, ({ place }) => place.name).values()];
	const rank = (group: Change[]) => SEVERITIES.indexOf(worstSeverity(group));
	const position = (group: Change[]) => {
		const indexes = group.flatMap(({ place }) =>
			place.owners.map((owner) => all.indexOf(owner)),
		);
		return Math.min(all.length, ...indexes);
	};
	return groups
		.toSorted((a, b) => rank(a) - rank(b) || position(a) - position(b))
		.flatMap((group) => {
			const place = mergePlaces(group);
			const owners = all.filter((owner) => place.owners.includes(owner));
			return group
				.toSorted((a, b) => rank([a]) - rank([b]))
				.map((change) => ({ ...change, place: { ...place, owners } }));
		});
}

function mergePlaces(changes: { place: Place }[]): Place {
	const [first] = changes as [{ place: Place }];
	return {
		...first.place,
		owners: [...new Set(changes.flatMap(({ place }) => place.owners))],
	};
}
