/** Compares two descriptions: reports each change once, with its severity, its place, and its consequences for users of the client. */
import { isDeepStrictEqual } from "node:util";
import type { Description, Node } from "@lomi/spec";
import {
	allowBeta,
	arrange,
	type DirectedChange,
	groupProse,
	mergeDirections,
	type ProseChange,
} from "./arrange.ts";
import { type Change, type Comparison, type Place, placeOf } from "./change.ts";
import { differingPlaces } from "./find/differing-places.ts";
import { type Direction, onlyReceived, onlySent } from "./find/directions.ts";
import { exampleChanges } from "./find/examples.ts";
import { createLocate, type LocatedFinding } from "./find/locate.ts";
import { normalize } from "./find/normalize/normalize.ts";
import { createSpelling } from "./find/normalize/parameters.ts";
import { type Owners, pairOwners } from "./find/owners.ts";
import { runRedocly } from "./find/redocly.ts";
import { isRedundant } from "./find/redundant.ts";
import { isProse } from "./find/severity.ts";
import { findUses } from "./find/uses.ts";
import { capitalize, code } from "./format.ts";
import { nameChanges, typeChanges } from "./messages/client-names.ts";
import { describeFallback, describePart } from "./messages/parts.ts";
import { describeProse } from "./messages/prose.ts";
import { describeSchema } from "./messages/schemas.ts";

const TYPES: Place = { name: "Client types", owners: [] };

export async function compare(
	base: Description,
	revision: Description,
): Promise<Comparison> {
	const owners = pairOwners(base, revision);
	if (isEqual(base, revision)) return { changes: [], owners: owners.all };
	// Names are spelled as the revision spells them.
	const spelling = createSpelling();
	const after = normalize(revision, spelling);
	const sides: [Description, Description] = [normalize(base, spelling), after];
	const [sent, received] = [sides.map(onlySent), sides.map(onlyReceived)] as [
		[Node, Node],
		[Node, Node],
	];
	const located = await Promise.all([
		findIn("sent", ...sent, owners),
		findIn("received", ...received, owners),
	]);
	const [prose, others] = partition(located.flat(), ({ finding }) =>
		isProse(finding),
	);
	const changes = [
		...owners.all.flatMap((owner) =>
			nameChanges(owner).map((change) => ({
				...change,
				place: placeOf([owner]),
			})),
		),
		...typeChanges(base, revision).map((change) => ({
			...change,
			place: TYPES,
		})),
		...others.flatMap(describe),
	];
	const proseChanges: ProseChange[] = [
		...prose.map((each) => ({ place: each.place, ...describeProse(each) })),
		...exampleChanges(base, revision, owners).map(({ name, owners }) => ({
			place: placeOf(owners, "Shared examples"),
			kind: "Examples" as const,
			name: code(name),
		})),
	];
	const all = [
		...mergeDirections(changes).map(allowBeta),
		...groupProse(proseChanges),
	];
	if (all.length === 0) all.push(...remainingChanges(base, revision, sides));
	return { changes: arrange(all, owners), owners: owners.all };
}

/** How many places of a change without a description are named. */
const MAX_PLACES = 5;

/** What is left to say of two documents that differ, if no comparison has found a change. */
function remainingChanges(
	base: Description,
	revision: Description,
	normalized: [Description, Description],
): Change[] {
	const report = (severity: Change["severity"], what: string): Change[] => [
		{ severity, what, consequences: [], place: placeOf([]) },
	];
	const places = differingPlaces(...normalized);
	if (places.length === 0)
		return isDeepStrictEqual(withoutVersion(base), withoutVersion(revision))
			? report("editorial", "Only the order of keys changed.")
			: // The same, written in another way.
				[];
	const named = places.slice(0, MAX_PLACES).map(code).join(", ");
	const others = places.length - MAX_PLACES;
	return report(
		"additive",
		`No check describes this change: ${named}${others > 0 ? ` and ${others} more` : ""}.`,
	);
}

/** Whether two descriptions are equal except for `info.version`, the order of keys included. */
function isEqual(base: Node, revision: Node): boolean {
	const serialize = (document: Node) =>
		JSON.stringify(withoutVersion(document));
	return serialize(base) === serialize(revision);
}

function withoutVersion({ info, ...rest }: Node): [info: Node, rest: Node] {
	return [{ ...info, version: "" }, rest];
}

async function findIn(
	direction: Direction,
	base: Node,
	revision: Node,
	{ inBase, inRevision }: Owners,
): Promise<LocatedFinding[]> {
	// Most changes are in one direction only, and Redocly takes seconds.
	if (isEqual(base, revision)) return [];
	const findings = await runRedocly(base, revision);
	const locate = createLocate(
		direction,
		{ document: base, uses: findUses(base, inBase) },
		{ document: revision, uses: findUses(revision, inRevision) },
	);
	return findings.map(locate).filter((located) => !isRedundant(located));
}

/** Describes a finding in sentences of our own, or of Redocly's if there are none. */
function describe(located: LocatedFinding): DirectedChange[] {
	const { place, direction } = located;
	const messages = describeSchema(located) ??
		describePart(located) ?? [describeFallback(located)];
	return messages.map(({ what, consequence, severity = located.severity }) => ({
		severity,
		what: capitalize(what),
		consequences: consequence ? [consequence] : [],
		place,
		direction,
	}));
}

function partition<Item>(
	items: Item[],
	test: (item: Item) => boolean,
): [yes: Item[], no: Item[]] {
	return [items.filter(test), items.filter((item) => !test(item))];
}
