/** A finding put in its place: which operations and events it concerns, what the field is called there, and how much it matters. */
import { type Description, keysOf, type Node, resolve } from "@lomi/spec";
import type { Place } from "../compare.ts";
import { type Context, code } from "../messages/phrases.ts";
import type { Direction } from "./directions.ts";
import { type Owner, ownerName } from "./owners.ts";
import type { Finding } from "./redocly.ts";
import { extensionOf, isProse, isWord, severityOf } from "./severity.ts";
import type { Use, Uses } from "./uses.ts";

/** A description in one direction. */
export interface Side {
	document: Node;
	uses: Uses;
}

/** The way into one of several schemas. */
const VARIANT = /\/(oneOf|anyOf|mapping)\//;
const WHOLE = "The API as a whole";

/** Everything that is said of a finding is said with this. */
export function contextOf(
	finding: Finding,
	direction: Direction,
	base: Side,
	revision: Side,
): Context {
	const pointer = pointerOf(finding, finding.revision ?? finding.base);
	const uses = usesOf(finding, base, revision);
	const owners = [...new Set(uses.map(({ owner }) => owner))];
	const shared = owners.length > 1 ? componentOf(pointer) : undefined;
	const field = fieldOf(uses, pointer, shared !== undefined);
	const variant = uses.some(({ way }) => !VARIANT.test(way))
		? undefined
		: componentOf(pointer);
	const of = variant ? ` of ${code(variant)}` : "";
	return {
		finding,
		direction,
		level: severityOf(finding, direction),
		owners,
		place: placeOf(owners, shared),
		field,
		of,
		label: field
			? `${code(field)}${of}`
			: labelOf(finding, direction, shared ?? variant, revision.document),
		was: nodeOf(base.document, finding, finding.base),
		is: nodeOf(revision.document, finding, finding.revision),
	};
}

function componentOf(pointer: string): string | undefined {
	return /^#\/components\/\w+\/([^/]+)/.exec(pointer)?.[1];
}

/** The uses that a difference shows in: not all that lead to what is new there need have led to what was there before. */
function usesOf(finding: Finding, base: Side, revision: Side): Use[] {
	const { kind } = finding;
	const [here, there] =
		kind === "removed" ? [base, revision] : [revision, base];
	const pointer = pointerOf(finding, finding.revision ?? finding.base);
	const old =
		kind === "modified" ? pointerOf(finding, finding.base) : undefined;
	const all = here.uses.of(pointer);
	const some = all.filter((use) => there.uses.pointerOf(use) === old);
	if (some.length > 0 || old === undefined) return some.length > 0 ? some : all;
	// What was renamed was led to by another way, but by the same operations and events.
	const owners = new Set(base.uses.of(old).map(({ owner }) => owner));
	return all.filter(({ owner }) => owners.has(owner));
}

/** One owner is its own place; several are where what they share is. */
export function placeOf(owners: Owner[], shared = WHOLE): Place {
	const [only, ...others] = owners;
	return {
		name: only && others.length === 0 ? ownerName(only) : shared,
		owners,
	};
}

/** What a finding is about: the field as its owner calls it, or as a schema does that several share. */
function fieldOf(uses: Use[], pointer: string, shared: boolean): string {
	if (!shared || !pointer.startsWith("#/components/schemas/"))
		return uses[0]?.field ?? "";
	// Without `components`, `schemas`, `Customer`.
	const keys = keysOf(pointer).slice(3);
	return keys.reduce((field, key, index) => {
		if (key === "items") return `${field}[]`;
		if (keys[index - 1] !== "properties") return field;
		return field ? `${field}.${key}` : key;
	}, "");
}

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
	return path.startsWith("#/webhooks/") ? "the event" : "the answer";
}

/** The pointer to the node that was modified, added or removed; to the schema, where it is about the words of a list. */
function pointerOf(
	{ path, kind, property }: Finding,
	side: Finding["base"],
): string {
	const { pointer = "#", value } = side ?? {};
	if (isWord(path)) return pointer.replace(/\/x-enumDescriptions(\/.*)?$/, "");
	// It leads to the property where there is one.
	return kind === "modified" && property !== "key" && value !== undefined
		? above(pointer)
		: pointer;
}

function above(pointer: string): string {
	return pointer.slice(0, pointer.lastIndexOf("/"));
}

/** The node at that pointer; of a field that is new or gone, the schema that it belongs to. */
function nodeOf(
	document: Node,
	finding: Finding,
	side: Finding["base"],
): Node | undefined {
	if (!side) return undefined;
	const pointer = pointerOf(finding, side);
	const field = finding.kind !== "modified" && isField(finding.path);
	const keys = keysOf(field ? above(above(pointer)) : pointer);
	const node = keys.reduce((at: Node | undefined, key) => at?.[key], document);
	return node && finding.typeName !== "Schema"
		? resolve(document as Description, node)
		: node;
}

/** True where a path leads to a field of a schema. */
export function isField(path: string): boolean {
	return keysOf(path).at(-2) === "properties";
}

/** True where a finding says nothing, or nothing that isn't said elsewhere. */
export function isEcho({ finding, was, is }: Context): boolean {
	const { path, typeName, kind, property = "" } = finding;
	// What nothing in this direction leads to.
	if (/^#\/components\/(?!securitySchemes)/.test(path)) return true;
	if (path === "#/info") return property === "version";
	// A word of a list that is closed is told with the list.
	if (isWord(path) && !isProse(finding)) return (is ?? was)?.enum !== undefined;
	switch (typeName) {
		// names.ts has operations, events and their paths, examples.ts the examples; a mapping goes with its schemas.
		case "PathItem":
			return kind !== "modified" || property === "key";
		case "Operation":
			return (
				kind !== "modified" || property === "operationId" || property === "tags"
			);
		case "Example":
		case "ExamplesMap":
			return true;
		case "Parameter":
			return (
				(is ?? was)?.in === "path" &&
				(property === "name" || property === "key")
			);
		default:
			// The schemas that it leads to are compared by this way too.
			return (
				kind !== "modified" && /\/discriminator\/mapping\/[^/]+$/.test(path)
			);
	}
}

/** What a finding about words is called among the others of its place. */
export function proseOf({ finding, label, is, was }: Context): {
	kind: "Texts" | "Examples";
	name: string;
} {
	const { typeName, path, property = "" } = finding;
	if (property === "example" || property === "examples")
		return { kind: "Examples", name: label };
	return { kind: "Texts", name: nameOfProse() };

	function nameOfProse(): string {
		const extension = extensionOf(finding);
		if (extension && !isWord(path) && typeName !== "Tag")
			return `${code(extension)}${label && ` of ${label}`}`;
		switch (typeName) {
			case "Operation":
				return `the ${property}`;
			case "RequestBody":
				return "the body";
			case "Response":
				return `the answer ${code(keysOf(path).at(-1))}`;
			case "Tag":
				return code((is ?? was)?.name);
			case "Info":
				return property === "description"
					? "the introduction"
					: `the ${property}`;
			case "License":
				return "the licence";
			case "Contact":
				return "the contact";
			case "Link":
			case "LinksMap":
				return "the links";
			default:
				return label || typeName;
		}
	}
}
