/** Two descriptions compared: every change once, with its level, where it is, and what it means to whoever uses the client. */
import type { Description, Node } from "@lomi/spec";
import {
	arrange,
	type Directed,
	gather,
	merge,
	type Wording,
} from "./arrange.ts";
import { contextOf, isEcho, placeOf, proseOf } from "./find/context.ts";
import { type Direction, onlyReceived, onlySent } from "./find/directions.ts";
import { exampleChanges } from "./find/examples.ts";
import { nameChanges, typeChanges } from "./find/names.ts";
import { type Owner, type Owners, pairOwners } from "./find/owners.ts";
import { runRedocly } from "./find/redocly.ts";
import { isProse, type Severity } from "./find/severity.ts";
import { findUses } from "./find/uses.ts";
import { describeAnything, describePart } from "./messages/parts.ts";
import { type Context, capital, code } from "./messages/phrases.ts";
import { describeSchema } from "./messages/schemas.ts";

export interface Change {
	level: Severity;
	/** What changed, in a sentence. */
	what: string;
	/** What that means to whoever uses the client: a sentence, or one for what is sent and one for what is received. None where editorial. */
	consequences: string[];
	place: Place;
}

/** Where a change is: at one operation or event, in something that several share, or in none of them. */
export interface Place {
	/** `createCustomer`, `PAYMENT_SUCCEEDED`, `Customer`, or the API as a whole. */
	name: string;
	/** Those that are concerned, in the order of the document. */
	owners: Owner[];
}

/** What none of the comparisons sees. */
const UNREAD: Change = {
	level: "editorial",
	what: "Something is in another order, or something that only this project's tests read has changed.",
	consequences: [],
	place: placeOf([]),
};
const TYPES: Place = { name: "Types of the client", owners: [] };

export interface Comparison {
	/** Those of one place together: the places with the worst changes first, and in each the worst first. */
	changes: Change[];
	/** All operations and events that there are or were. */
	owners: Owner[];
}

/** Compares two descriptions. */
export async function compare(
	base: Description,
	revision: Description,
): Promise<Comparison> {
	const owners = pairOwners(base, revision);
	if (same(base, revision)) return { changes: [], owners: owners.all };
	const contexts = await Promise.all([
		contextsOf("sent", onlySent(base), onlySent(revision), owners),
		contextsOf("received", onlyReceived(base), onlyReceived(revision), owners),
	]);
	const [prose, facts] = partition(contexts.flat(), ({ finding }) =>
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
		...facts.flatMap(changesOf),
	];
	const wordings: Wording[] = [
		...prose.map((context) => ({ place: context.place, ...proseOf(context) })),
		...exampleChanges(base, revision, owners).map(({ name, owners }) => ({
			place: placeOf(owners, "Shared examples"),
			kind: "Examples" as const,
			name: code(name),
		})),
	];
	const all = [...merge(changes).map(allowBeta), ...gather(wordings)];
	if (all.length === 0) all.push(UNREAD);
	return { changes: arrange(all, owners), owners: owners.all };
}

/** True where nothing but the version is different, not even the order of anything. */
function same(base: Node, revision: Node): boolean {
	const text = ({ info, ...rest }: Node) =>
		JSON.stringify([{ ...info, version: "" }, rest]);
	return text(base) === text(revision);
}

async function contextsOf(
	direction: Direction,
	base: Node,
	revision: Node,
	owners: Owners,
): Promise<Context[]> {
	// Most changes are of one direction only.
	const findings = same(base, revision) ? [] : await runRedocly(base, revision);
	const before = { document: base, uses: findUses(base, owners.inBase) };
	const now = {
		document: revision,
		uses: findUses(revision, owners.inRevision),
	};
	return findings
		.map((finding) => contextOf(finding, direction, before, now))
		.filter((context) => !isEcho(context));
}

/** A finding as changes, in our words where there are some, or else in Redocly's. */
function changesOf(context: Context): Directed[] {
	const { level, place, direction } = context;
	const said = describeSchema(context) ??
		describePart(context) ?? [describeAnything(context)];
	return said.map(({ what, consequence, level: own = level }) => ({
		level: own,
		what: capital(what),
		consequences: consequence ? [consequence] : [],
		place,
		direction,
	}));
}

/** What was beta may change, which is what beta says. */
function allowBeta(change: Change): Change {
	const { owners } = change.place;
	const beta = owners.every(
		({ kind, base }) => kind === "operation" && base?.beta,
	);
	return change.level === "breaking" && beta && owners.length > 0
		? {
				...change,
				level: "additive",
				consequences: [
					...change.consequences,
					"It was beta, so this needs no major version.",
				],
			}
		: change;
}

function partition<Item>(
	items: Item[],
	test: (item: Item) => boolean,
): [yes: Item[], no: Item[]] {
	return [items.filter(test), items.filter((item) => !test(item))];
}
