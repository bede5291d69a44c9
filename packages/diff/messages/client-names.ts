/** Changes that only users of the client notice: names of methods and types, and the order of arguments. */

import { argumentNames, type Description } from "@lomi/spec";
import type { Change } from "../change.ts";
import { addressOf, callOf, type Owner, ownerDetail } from "../find/owners.ts";
import { capitalize, code } from "../format.ts";

type UnplacedChange = Omit<Change, "place">;

/** Changes of an operation or event as a whole. There may be several. */
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
				what: `It was ${added ? "added" : "removed"}.`,
				consequences: [
					added
						? `${call} is available; everything else is unchanged.`
						: `${call} no longer compiles, and fails in an installed client.`,
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
			what: `It moved from ${code(address)}.`,
			consequences: [
				`${before === after ? `${code(after)} compiles as before, but an` : "An"} installed client calls a URL that no longer exists.`,
			],
		});
	else if (base.path !== revision.path)
		changes.push({
			severity: "breaking",
			what: `Its path parameters were renamed: the path was ${code(base.path)}.`,
			consequences: [
				"Nothing changes on the wire. `lomi.http` no longer compiles with the old path.",
			],
		});
	const names = [
		...(base.id !== revision.id
			? [`its operationId was ${code(base.id)}`]
			: []),
		...(before !== after
			? [`its method in the client is now ${code(after)}`]
			: []),
	];
	if (names.length > 0)
		changes.push({
			severity: "breaking",
			what: `${capitalize(names.join(", and "))}.`,
			consequences: [
				`${before === after ? "Types that are named after it no longer compile" : `${code(before)} no longer compiles`}. Nothing changes on the wire.`,
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
	// The same arguments in another order compile, but mean something else.
	if (
		oldIds.join() !== newIds.join() &&
		oldIds.toSorted().join() === newIds.toSorted().join()
	)
		return [
			{
				severity: "breaking",
				what: `The order of its IDs changed: ${code(signature)}.`,
				consequences: [
					"Calls compile as before, but request the wrong resource.",
				],
			},
		];
	if (after.includes("query") && !before.includes("query"))
		return [
			{
				severity: "breaking",
				what: `It now has a query, before the options: ${code(signature)}.`,
				consequences: [
					"Calls with options no longer compile: the options moved back by one. Nothing changes on the wire.",
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
					what: "It was removed.",
					consequences: [
						`Receivers no longer get it, and a \`case\` with ${code(before)} no longer compiles.`,
					],
				},
			]
		: [
				{
					severity: "additive",
					what: "It was added.",
					consequences: [
						"Receivers that subscribe to it get it; a `switch` over all events needs a default.",
					],
				},
			];
}

/** Schemas that were added, removed or renamed: each is a type that the client exports. */
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
				? `The type ${code(name)} was renamed to ${code(renamed)}.`
				: `The type ${code(name)} was removed.`,
			consequences: [`Code that imports ${code(name)} no longer compiles.`],
		});
		if (renamed) added.splice(added.indexOf(renamed), 1);
	}
	for (const name of added)
		changes.push({
			severity: "additive",
			what: `The type ${code(name)} was added.`,
			consequences: [],
		});
	return changes;
}
