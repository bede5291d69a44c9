/** What of a change only the client's users notice: names of methods and types, and what a method takes in which order. */

import { argumentNames, type Description } from "@lomi/spec";
import type { Change } from "../change.ts";
import { addressOf, callOf, type Owner, ownerDetail } from "../find/owners.ts";
import { capitalize, code } from "../format.ts";

type UnplacedChange = Omit<Change, "place">;

/** What became of an operation or an event as such. Several things may have happened to it. */
export function nameChanges({ kind, base, revision }: Owner): UnplacedChange[] {
	if (kind === "event") return eventChanges(base?.name, revision?.name);
	if (!base || !revision) {
		const added = !base;
		const operation = base ?? revision;
		if (!operation) return [];
		const call = code(callOf(operation));
		return [
			{
				severity: added ? "additive" : "breaking",
				what: `It is ${added ? "new" : "gone"}.`,
				consequences: [
					added
						? `${call} is there now; all else is as it was.`
						: `${call} no longer compiles, and from an installed client it fails.`,
				],
			},
		];
	}
	const changes: UnplacedChange[] = [];
	const before = callOf(base);
	const after = callOf(revision);
	const address = ownerDetail({ kind, revision: base });
	if (addressOf(base) !== addressOf(revision))
		changes.push({
			severity: "breaking",
			what: `It has moved here from ${code(address)}.`,
			consequences: [
				`${before === after ? `${code(after)} compiles as before, but an` : "An"} installed client calls an address that is gone.`,
			],
		});
	else if (base.path !== revision.path)
		changes.push({
			severity: "breaking",
			what: `Its path was ${code(base.path)}.`,
			consequences: [
				`On the wire nothing changes. \`lomi.http\` takes the path as it is now, and no longer compiles with the other.`,
			],
		});
	const names = [
		...(base.id !== revision.id
			? [`its operationId was ${code(base.id)}`]
			: []),
		...(before !== after ? [`in the client it is ${code(after)} now`] : []),
	];
	if (names.length > 0)
		changes.push({
			severity: "breaking",
			what: `${capitalize(names.join(", and "))}.`,
			consequences: [
				`${before === after ? "Types that are named after it no longer compile" : `${code(before)} no longer compiles`}. On the wire nothing changes.`,
			],
		});
	return [...changes, ...argumentChanges(base, revision)];
}

type Pair = Required<Extract<Owner, { kind: "operation" }>>;

function argumentChanges(
	base: Pair["base"],
	revision: Pair["revision"],
): UnplacedChange[] {
	const before = argumentNames(base);
	const after = argumentNames(revision);
	const signature = `${callOf(revision)}(${[...after, "options"].join(", ")})`;
	const ids = (names: string[]) =>
		names.filter((name) => name !== "body" && name !== "query");
	const [oldIds, newIds] = [ids(before), ids(after)];
	// The same ones in another order compile, and mean something else.
	if (
		oldIds.join() !== newIds.join() &&
		oldIds.toSorted().join() === newIds.toSorted().join()
	)
		return [
			{
				severity: "breaking",
				what: `Its IDs have another order: ${code(signature)}.`,
				consequences: ["Calls compile as before, and ask for the wrong thing."],
			},
		];
	if (after.includes("query") && !before.includes("query"))
		return [
			{
				severity: "breaking",
				what: `It has a query now, before the options: ${code(signature)}.`,
				consequences: [
					"Calls with options no longer compile: they come one place later. On the wire nothing changes.",
				],
			},
		];
	return [];
}

function eventChanges(
	before: string | undefined,
	after: string | undefined,
): UnplacedChange[] {
	if (before && after) return [];
	return before
		? [
				{
					severity: "breaking",
					what: "It is gone.",
					consequences: [
						`Receivers wait for it in vain, and a \`case\` with ${code(before)} no longer compiles.`,
					],
				},
			]
		: [
				{
					severity: "additive",
					what: "It is new.",
					consequences: [
						"Receivers that ask for it get it; one that names every event in a `switch` needs a default.",
					],
				},
			];
}

/** Schemas that are new, gone, or called something else: each is a type that the client exports. */
export function typeChanges(
	base: Description,
	revision: Description,
): UnplacedChange[] {
	const before = base.components.schemas ?? {};
	const after = revision.components.schemas ?? {};
	const removed = Object.keys(before).filter((name) => !after[name]);
	const added = Object.keys(after).filter((name) => !before[name]);
	const changes: UnplacedChange[] = [];
	for (const name of removed) {
		const text = JSON.stringify(before[name]);
		const renamed = added.find(
			(other) => JSON.stringify(after[other]) === text,
		);
		changes.push({
			severity: "breaking",
			what: renamed
				? `The type ${code(name)} is called ${code(renamed)} now.`
				: `The type ${code(name)} is gone.`,
			consequences: [`Code that imports ${code(name)} no longer compiles.`],
		});
		if (renamed) added.splice(added.indexOf(renamed), 1);
	}
	for (const name of added)
		changes.push({
			severity: "additive",
			what: `The type ${code(name)} is new.`,
			consequences: [],
		});
	return changes;
}
