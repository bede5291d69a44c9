/** What a difference in a schema is, and what it means to whoever sends or receives its values. */
import { keysOf, type Node } from "@lomi/spec";
import { describeKeyword } from "@lomi/spec/validation-messages";
import { isField } from "../find/context.ts";
import { isWord } from "../find/severity.ts";
import {
	breaks,
	type Context,
	calls,
	code,
	compile,
	consequenceOf,
	list,
	type Message,
	REFUSED,
} from "./phrases.ts";

/** The sentences of a finding in a schema; none where another finding has said it already, undefined where there are no words for it. */
export function describeSchema(context: Context): Message[] | undefined {
	const { typeName, path, kind, property = "" } = context.finding;
	if (isWord(path)) return [describeWord(context, property)];
	if (typeName !== "Schema") return undefined;
	if (kind !== "modified") {
		const [name = "", parent = ""] = keysOf(path).reverse();
		if (isField(path)) return describeField(context, name);
		return ["oneOf", "anyOf"].includes(parent)
			? [describeVariant(context)]
			: undefined;
	}
	switch (property) {
		case "key":
			return isField(path) ? [describeRename(context)] : undefined;
		case "required":
			return describeRequired(context);
		case "type":
			return [describeType(context)];
		case "enum":
			return describeEnum(context);
		case "default":
			return [describeDefault(context)];
		default:
			return describeLimit(context, property);
	}
}

/** A field that is new or gone. */
function describeField(
	{ finding, direction, owners, label, is }: Context,
	name: string,
): Message[] {
	const sent = direction === "sent";
	if (finding.kind === "removed")
		return [
			{
				what: `${label} is gone.`,
				consequence: sent
					? `${breaks(owners, "with it")}, and an installed client that sends it ${REFUSED}.`
					: "Code that reads it no longer compiles, and an installed client finds `undefined`.",
			},
		];
	// What is required too is told with the demand for it.
	if (sent && is?.required?.includes(name)) return [];
	return [
		{
			what: `${label} is new.`,
			consequence: sent
				? `${compile(owners)}, and may send it.`
				: "Code compiles as before, and may read it.",
		},
	];
}

/** A field that has another name, as far as Redocly can tell. */
function describeRename({
	finding,
	direction,
	owners,
	label,
}: Context): Message {
	return {
		what: `${label} was called ${code(finding.base?.value)}.`,
		consequence:
			direction === "sent"
				? `${breaks(owners, "with the old name")}, and an installed client that sends it ${REFUSED}.`
				: "Code that reads it by its old name no longer compiles, and an installed client finds `undefined`.",
	};
}

/** Fields that must be there now, and fields that need not be any more. */
function describeRequired(context: Context): Message[] {
	const { direction, owners, field, of, was = {}, is = {} } = context;
	const sent = direction === "sent";
	const inside = (name: string) =>
		`${code(field ? `${field}.${name}` : name)}${of}`;
	const fieldsOf = (node: Node) => Object.keys(node.properties ?? {});
	const names = (some: Node, others: Node) =>
		(some.required ?? []).filter(
			(name: string) => !(others.required ?? []).includes(name),
		) as string[];
	const said: Message[] = [];
	for (const name of names(is, was)) {
		const fresh = !fieldsOf(was).includes(name);
		// What is new in an answer is told by itself.
		if (fresh && !sent) continue;
		said.push({
			what: sent
				? `${inside(name)} is ${fresh ? "new and required" : "now required"}.`
				: `${inside(name)} is now always there.`,
			consequence: sent
				? `${breaks(owners, "without it")}, and an installed client that leaves it out ${REFUSED}.`
				: "Code compiles as before.",
			level: sent ? "breaking" : "additive",
		});
	}
	for (const name of names(was, is)) {
		if (!fieldsOf(is).includes(name)) continue;
		said.push({
			what: `${inside(name)} may now be ${sent ? "left out" : "missing"}.`,
			consequence: sent
				? `${compile(owners)}.`
				: `Calls compile as before; ${inside(name)} may be \`undefined\`, and code that counts on it no longer compiles.`,
			level: sent ? "additive" : "breaking",
		});
	}
	return said;
}

function describeType(context: Context): Message {
	const { direction, owners, label, was = {}, is = {}, level } = context;
	const before = [was.type].flat();
	const now = [is.type].flat();
	const nullOnly = (more: unknown[], less: unknown[]) =>
		more.filter((type) => !less.includes(type)).join() === "null" &&
		less.every((type) => more.includes(type));
	if (nullOnly(now, before) || nullOnly(before, now)) {
		const may = now.includes("null");
		const broken =
			direction === "sent"
				? `${breaks(owners, "with `null`")}, and an installed client that sends it ${REFUSED}.`
				: `Calls compile as before; code that does not expect \`null\` in ${label} no longer compiles.`;
		return {
			what: `${label} may ${may ? "now" : "no longer"} be null.`,
			consequence: level === "breaking" ? broken : consequenceOf(context, true),
		};
	}
	// In TypeScript both are a number.
	const typed = (types: unknown[]) =>
		[...new Set(types.map((type) => (type === "integer" ? "number" : type)))]
			.sort()
			.join();
	return {
		what: demand(context, "type", was.type, is.type) ?? "",
		consequence: consequenceOf(context, typed(before) !== typed(now)),
	};
}

function describeEnum(context: Context): Message[] {
	const { direction, owners, label, was = {}, is = {} } = context;
	const sent = direction === "sent";
	if (!was.enum || !is.enum) {
		const values = list((was.enum ?? is.enum) as unknown[]);
		return [
			{
				what: is.enum
					? `${label} is one of ${values} and nothing else now.`
					: `${label} may be anything now, where it was one of ${values}.`,
				consequence: consequenceOf(context, true),
			},
		];
	}
	// Null is told with the type.
	const missing = (some: unknown[], others: unknown[]) =>
		some.filter((value) => value !== null && !others.includes(value));
	const gone = missing(was.enum, is.enum);
	const fresh = missing(is.enum, was.enum);
	const said: Message[] = [];
	if (gone.length > 0)
		said.push({
			what: `${label} has lost ${list(gone)}.`,
			consequence: sent
				? `${breaks(owners, `with ${list(gone)}`)}, and an installed client that sends it ${REFUSED}.`
				: `${list(gone)} no longer comes, and a \`case\` with it no longer compiles.`,
			level: "breaking",
		});
	if (fresh.length > 0)
		said.push({
			what: `${label} has gained ${list(fresh)}.`,
			consequence: sent
				? `${compile(owners)}, and may send it.`
				: `A \`switch\` over ${label} may meet ${list(fresh)}, and one that names every value no longer compiles.`,
			level: sent ? "additive" : "breaking",
		});
	return said;
}

/** A word that an open list names now, or no longer. */
function describeWord(
	{ direction, label, finding }: Context,
	word: string,
): Message {
	if (finding.base?.value !== undefined)
		return {
			what: `The open list ${label} no longer names ${code(word)}, which stays valid.`,
			consequence: "",
		};
	return {
		what: `The open list ${label} has gained ${code(word)}.`,
		consequence:
			direction === "sent"
				? "Calls compile as before, and editors complete it."
				: "Code compiles as before, since it expects any word.",
	};
}

function describeDefault({
	direction,
	owners,
	label,
	was,
	is,
}: Context): Message {
	const before =
		was?.default === undefined ? "" : `, where it was ${code(was.default)}`;
	return {
		what:
			is?.default === undefined
				? `${label} has no default any more${before}.`
				: `The default of ${label} is ${code(is.default)}${before}.`,
		consequence:
			direction === "sent" && before
				? `${calls(owners, "compiles as before and does", "compile as before and do")} something else where ${label} is left out.`
				: "",
	};
}

/** One of several schemas that is accepted or answered now, or no longer. */
function describeVariant(context: Context): Message {
	const { finding, direction, owners, label, was, is } = context;
	const added = finding.kind === "added";
	const name = code((added ? is : was)?.$ref?.split("/").at(-1) ?? "a schema");
	const sent = direction === "sent";
	const less = sent
		? `${breaks(owners, "with it")}, and an installed client that sends it ${REFUSED}.`
		: "Code compiles as before, unless it looks for that.";
	const more = sent
		? `${compile(owners)}.`
		: "A `switch` over the variants may meet it, and one that names each of them no longer compiles.";
	return {
		what: `${label} may ${added ? "now" : "no longer"} be ${name}.`,
		consequence: added ? more : less,
	};
}

/** A limit, a format, a pattern, a constant. */
function describeLimit(
	context: Context,
	keyword: string,
): Message[] | undefined {
	const { was = {}, is = {} } = context;
	const what = demand(context, keyword, was[keyword], is[keyword]);
	const consequence = consequenceOf(context, keyword === "const");
	return what === undefined ? undefined : [{ what, consequence }];
}

/** `` `limit` must be at most 50, where it had to be at most 100. `` Undefined where there are no words for the keyword. */
function demand(
	{ direction, label }: Context,
	keyword: string,
	was: unknown,
	is: unknown,
): string | undefined {
	const words = (value: unknown) => describeKeyword(keyword, value);
	const [must, had, said] =
		direction === "sent"
			? ["must", "had to", "asked"]
			: ["will", "was to", "said"];
	if (words(is ?? was) === undefined) return undefined;
	if (is === undefined) return `${label} need no longer ${words(was)}.`;
	const before =
		was === undefined
			? `which was not ${said} before`
			: `where it ${had} ${words(was)}`;
	return `${label} ${must} ${words(is)}, ${before}.`;
}
