/** Describes findings in schemas: what changed, and what that means for users who send or receive the values. */
import { keysOf, type Node } from "@lomi/spec";
import { describeKeyword } from "@lomi/spec/validation-messages";
import type { LocatedFinding } from "../find/locate.ts";
import { isField } from "../find/node-pointers.ts";
import { isOpenListEntry } from "../find/severity.ts";
import { code, list } from "../format.ts";
import {
	breaks,
	calls,
	compile,
	consequenceOf,
	type Message,
	REFUSED,
} from "./phrases.ts";

/**
 * Describes a finding in a schema.
 *
 * @returns No message if another finding covers it; undefined for a kind that has no message.
 */
export function describeSchema(located: LocatedFinding): Message[] | undefined {
	const { typeName, path, kind, property = "" } = located.finding;
	if (isOpenListEntry(path)) return [describeOpenListEntry(located, property)];
	if (typeName !== "Schema") return undefined;
	if (kind !== "modified") {
		const [name = "", parent = ""] = keysOf(path).reverse();
		if (isField(path)) return describeField(located, name);
		return ["oneOf", "anyOf"].includes(parent)
			? [describeVariant(located)]
			: undefined;
	}
	switch (property) {
		case "key":
			return isField(path) ? [describeRename(located)] : undefined;
		case "required":
			return describeRequired(located);
		case "type":
			return [describeType(located)];
		case "enum":
			return describeEnum(located);
		case "default":
			return [describeDefault(located)];
		default:
			return describeConstraint(located, property);
	}
}

/** A field that was added or removed. */
function describeField(
	{ finding, direction, owners, label, after }: LocatedFinding,
	name: string,
): Message[] {
	const sent = direction === "sent";
	if (finding.kind === "removed")
		return [
			{
				what: `${label} was removed.`,
				consequence: sent
					? `${breaks(owners, "with it")}, and an installed client that sends it ${REFUSED}.`
					: "Code that reads it no longer compiles, and an installed client gets `undefined`.",
			},
		];
	// describeRequired reports a new required field.
	if (sent && after?.required?.includes(name)) return [];
	return [
		{
			what: `${label} was added.`,
			consequence: sent
				? `${compile(owners)}, and may send it.`
				: "Code compiles as before, and may read it.",
		},
	];
}

function describeRename({
	finding,
	direction,
	owners,
	label,
}: LocatedFinding): Message {
	return {
		what: `${label} was renamed from ${code(finding.base?.value)}.`,
		consequence:
			direction === "sent"
				? `${breaks(owners, "with the old name")}, and an installed client that sends it ${REFUSED}.`
				: "Code that reads it by its old name no longer compiles, and an installed client gets `undefined`.",
	};
}

/** Fields that are now required, and fields that no longer are. */
function describeRequired(located: LocatedFinding): Message[] {
	const { direction, owners, field, variant } = located;
	const { before = {}, after = {} } = located;
	const sent = direction === "sent";
	const nameOf = (name: string) =>
		`${code(field ? `${field}.${name}` : name)}${variant}`;
	const isFieldOf = (name: string, node: Node) =>
		Object.keys(node.properties ?? {}).includes(name);
	const requiredOnlyIn = (node: Node, other: Node) =>
		(node.required ?? []).filter(
			(name: string) => !(other.required ?? []).includes(name),
		) as string[];
	const messages: Message[] = [];
	for (const name of requiredOnlyIn(after, before)) {
		const isNew = !isFieldOf(name, before);
		// describeField reports a new field of a response.
		if (isNew && !sent) continue;
		messages.push({
			what: sent
				? `${nameOf(name)} is ${isNew ? "new and required" : "now required"}.`
				: `${nameOf(name)} is now always present.`,
			consequence: sent
				? `${breaks(owners, "without it")}, and an installed client that leaves it out ${REFUSED}.`
				: "Code compiles as before.",
			severity: sent ? "breaking" : "additive",
		});
	}
	for (const name of requiredOnlyIn(before, after)) {
		if (!isFieldOf(name, after)) continue;
		messages.push({
			what: `${nameOf(name)} ${sent ? "is now optional" : "may now be missing"}.`,
			consequence: sent
				? `${compile(owners)}.`
				: `Calls compile as before; ${nameOf(name)} may be \`undefined\`, and code that relies on it no longer compiles.`,
			severity: sent ? "additive" : "breaking",
		});
	}
	return messages;
}

function describeType(located: LocatedFinding): Message {
	const { direction, owners, label, severity } = located;
	const { before = {}, after = {} } = located;
	const oldTypes = [before.type].flat();
	const newTypes = [after.type].flat();
	const addsOnlyNull = (more: unknown[], less: unknown[]) =>
		more.filter((type) => !less.includes(type)).join() === "null" &&
		less.every((type) => more.includes(type));
	if (addsOnlyNull(newTypes, oldTypes) || addsOnlyNull(oldTypes, newTypes)) {
		const nullable = newTypes.includes("null");
		const broken =
			direction === "sent"
				? `${breaks(owners, "with `null`")}, and an installed client that sends it ${REFUSED}.`
				: `Calls compile as before; code that does not handle \`null\` in ${label} no longer compiles.`;
		return {
			what: `${label} may ${nullable ? "now" : "no longer"} be null.`,
			consequence:
				severity === "breaking" ? broken : consequenceOf(located, true),
		};
	}
	// In TypeScript, both integer and number are number.
	const typescriptTypes = (types: unknown[]) =>
		[...new Set(types.map((type) => (type === "integer" ? "number" : type)))]
			.sort()
			.join();
	return {
		what: describeDemand(located, "type") ?? "",
		consequence: consequenceOf(
			located,
			typescriptTypes(oldTypes) !== typescriptTypes(newTypes),
		),
	};
}

function describeEnum(located: LocatedFinding): Message[] {
	const { direction, owners, label, before = {}, after = {} } = located;
	const sent = direction === "sent";
	if (!before.enum || !after.enum) {
		const values = list((before.enum ?? after.enum) as unknown[]);
		return [
			{
				what: after.enum
					? `${label} is now restricted to ${values}.`
					: `${label} is no longer restricted to ${values}.`,
				consequence: consequenceOf(located, true),
			},
		];
	}
	// describeType reports null.
	const onlyIn = (values: unknown[], others: unknown[]) =>
		values.filter((value) => value !== null && !others.includes(value));
	const removed = onlyIn(before.enum, after.enum);
	const added = onlyIn(after.enum, before.enum);
	const messages: Message[] = [];
	if (removed.length > 0)
		messages.push({
			what: `${label} no longer includes ${list(removed)}.`,
			consequence: sent
				? `${breaks(owners, `with ${list(removed)}`)}, and an installed client that sends it ${REFUSED}.`
				: `${list(removed)} is no longer returned, and a \`case\` with it no longer compiles.`,
			severity: "breaking",
		});
	if (added.length > 0)
		messages.push({
			what: `${label} now includes ${list(added)}.`,
			consequence: sent
				? `${compile(owners)}, and may send it.`
				: `A \`switch\` over ${label} may receive ${list(added)}, and one that names every value no longer compiles.`,
			severity: sent ? "additive" : "breaking",
		});
	return messages;
}

function describeOpenListEntry(
	{ direction, label, finding }: LocatedFinding,
	entry: string,
): Message {
	if (finding.base?.value !== undefined)
		return {
			what: `The open list ${label} no longer names ${code(entry)}, which remains valid.`,
			consequence: "",
		};
	return {
		what: `The open list ${label} now names ${code(entry)}.`,
		consequence:
			direction === "sent"
				? "Calls compile as before, and editors complete it."
				: "Code compiles as before, since it accepts any string.",
	};
}

function describeDefault({
	direction,
	owners,
	label,
	before,
	after,
}: LocatedFinding): Message {
	const old =
		before?.default === undefined ? "" : ` (it was ${code(before.default)})`;
	return {
		what:
			after?.default === undefined
				? `${label} no longer has a default${old}.`
				: `${label} now defaults to ${code(after.default)}${old}.`,
		consequence:
			direction === "sent" && old
				? `${calls(owners, "compiles as before, but behaves", "compile as before, but behave")} differently if ${label} is omitted.`
				: "",
	};
}

/** A schema of a `oneOf` that was added or removed. */
function describeVariant({
	finding,
	direction,
	owners,
	label,
	before,
	after,
}: LocatedFinding): Message {
	const isNew = finding.kind === "added";
	const name = code(
		(isNew ? after : before)?.$ref?.split("/").at(-1) ?? "a schema",
	);
	const sent = direction === "sent";
	const removed = sent
		? `${breaks(owners, "with it")}, and an installed client that sends it ${REFUSED}.`
		: "Code compiles as before, unless it checks for it.";
	const added = sent
		? `${compile(owners)}.`
		: "A `switch` over the variants may receive it, and one that names each of them no longer compiles.";
	return {
		what: `${label} may ${isNew ? "now" : "no longer"} be ${name}.`,
		consequence: isNew ? added : removed,
	};
}

/** A limit, a format, a pattern. */
function describeConstraint(
	located: LocatedFinding,
	keyword: string,
): Message[] | undefined {
	const what = describeDemand(located, keyword);
	const consequence = consequenceOf(located, false);
	return what === undefined ? undefined : [{ what, consequence }];
}

/** Describes a constraint before and after. Returns undefined for a keyword without a message. */
function describeDemand(
	{ direction, label, before = {}, after = {} }: LocatedFinding,
	keyword: string,
): string | undefined {
	const oldValue = before[keyword];
	const newValue = after[keyword];
	const describe = (value: unknown) => describeKeyword(keyword, value);
	if (describe(newValue ?? oldValue) === undefined) return undefined;
	const sent = direction === "sent";
	if (newValue === undefined)
		return `${label} ${sent ? "no longer has to" : "is no longer guaranteed to"} ${describe(oldValue)}.`;
	const must = sent ? "must" : "will";
	if (oldValue === undefined)
		return `${label} ${must} now ${describe(newValue)}.`;
	const had = sent ? "had to" : "was to";
	return `${label} ${must} ${describe(newValue)}; before, it ${had} ${describe(oldValue)}.`;
}
