/** Locates findings: which operations and events they affect, what the field is called there, and how severe they are. */
import { keysOf, type Node } from "@lomi/spec";
import { type Place, placeOf } from "../change.ts";
import { code } from "../format.ts";
import type { Direction } from "./directions.ts";
import { componentOf, nodeOf, pointerOf } from "./node-pointers.ts";
import type { Owner } from "./owners.ts";
import type { Finding } from "./redocly.ts";
import { type Severity, severityOf } from "./severity.ts";
import type { Use, Uses } from "./uses.ts";

export interface LocatedFinding {
	finding: Finding;
	direction: Direction;
	severity: Severity;
	owners: Owner[];
	place: Place;
	/** Path of the field, parameter or header: `data.city`. Empty for a whole body or shared schema. */
	field: string;
	/** The schema among several that it is in: `` of `PlanLinkCreate` ``. Usually empty. */
	variant: string;
	/** What a sentence calls it: field and variant, or the name of the whole. */
	label: string;
	/** The modified node, before and after. */
	before: Node | undefined;
	after: Node | undefined;
}

/** A description in one direction. */
export interface DirectedDescription {
	document: Node;
	uses: Uses;
}

/** Leads into one of several schemas. */
const VARIANT = /\/(oneOf|anyOf|mapping)\//;

/**
 * Creates the function that locates the findings of a comparison.
 *
 * @param base The description before, in that direction.
 * @param revision The description after, in that direction.
 */
export function createLocate(
	direction: Direction,
	base: DirectedDescription,
	revision: DirectedDescription,
): (finding: Finding) => LocatedFinding {
	return (finding) => {
		const pointer = pointerOf(finding, finding.revision ?? finding.base);
		const uses = usesOf(finding, base.uses, revision.uses);
		const owners = [...new Set(uses.map(({ owner }) => owner))];
		const shared = owners.length > 1 ? componentOf(pointer) : undefined;
		const field = fieldOf(uses, pointer, shared !== undefined);
		const variantName = uses.some(({ path }) => !VARIANT.test(path))
			? undefined
			: componentOf(pointer);
		const variant = variantName ? ` of ${code(variantName)}` : "";
		return {
			finding,
			direction,
			severity: severityOf(finding, direction),
			owners,
			place: placeOf(owners, shared),
			field,
			variant,
			label: field
				? `${code(field)}${variant}`
				: labelOf(finding, direction, shared ?? variantName, revision.document),
			before: nodeOf(base.document, finding, finding.base),
			after: nodeOf(revision.document, finding, finding.revision),
		};
	};
}

/** The uses that a finding shows in. What leads to the node now need not have led to what was there before. */
function usesOf(finding: Finding, base: Uses, revision: Uses): Use[] {
	const { kind } = finding;
	const [own, opposite] =
		kind === "removed" ? [base, revision] : [revision, base];
	const pointer = pointerOf(finding, finding.revision ?? finding.base);
	const basePointer =
		kind === "modified" ? pointerOf(finding, finding.base) : undefined;
	const all = own.of(pointer);
	const affected = all.filter((use) => opposite.pointerOf(use) === basePointer);
	if (affected.length > 0) return affected;
	if (basePointer === undefined) return all;
	// It was renamed: it had another path, in the same operations and events.
	const owners = new Set(base.of(basePointer).map(({ owner }) => owner));
	return all.filter(({ owner }) => owners.has(owner));
}

/** The path of the field from its operation or event, or from the component if several share that. */
function fieldOf(uses: Use[], pointer: string, shared: boolean): string {
	if (!shared || !pointer.startsWith("#/components/schemas/"))
		return uses[0]?.field ?? "";
	// Without `components`, `schemas` and the name of the schema.
	const keys = keysOf(pointer).slice(3);
	return keys.reduce((field, key, index) => {
		if (key === "items") return `${field}[]`;
		if (keys[index - 1] !== "properties") return field;
		return field ? `${field}.${key}` : key;
	}, "");
}

/** What a finding that is in no field is about. */
function labelOf(
	{ typeName, path }: Finding,
	direction: Direction,
	component: string | undefined,
	document: Node,
): string {
	if (component) return code(component);
	const [first, index = ""] = keysOf(path);
	if (first === "servers")
		return `the server ${code(document.servers?.[index]?.url ?? index)}`;
	if (typeName !== "Schema") return "";
	if (direction === "sent") return "the body";
	return path.startsWith("#/webhooks/") ? "the event" : "the response";
}
