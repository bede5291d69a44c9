/** Schemas as tables: what a field is, whether it must be there, and what it may hold. */
import { type Description, type Node, resolve } from "@lomi/spec";
import { schemaLink } from "./page.ts";
import { code, table } from "./text.ts";

/** The name of a schema that a node refers to. */
export function schemaName({ $ref }: Node): string | undefined {
	return $ref?.split("/").at(-1);
}

/**
 * The fields of an object, those of objects in it with their path: `data.name`, `items[].id`. A field that is another schema is a link to its
 * page, and its fields stand only there.
 */
export function fieldTable(document: Description, schema: Node): string {
	return table(
		["Field", "Type", "Required", "Description"],
		fieldRows(document, schema, ""),
	);
}

function fieldRows(
	document: Description,
	schema: Node,
	path: string,
): string[][] {
	const required = new Set<string>(schema.required);
	return Object.entries<Node>(schema.properties ?? {}).flatMap(
		([name, node]) => {
			const field = `${path}${name}`;
			const row = [
				code(field),
				typeOf(node),
				required.has(name) ? "yes" : "no",
				describe(document, node),
			];
			const inner = node.items?.properties ? node.items : node;
			const deeper = inner === node ? `${field}.` : `${field}[].`;
			return [row, ...fieldRows(document, inner, deeper)];
		},
	);
}

/** A type in words: `string (uuid) or null`, or a link to the schema that it is. */
export function typeOf(node: Node): string {
	const name = schemaName(node);
	if (name) return `[${name}](${schemaLink(name)})`;
	const [type = "any", ...others] = [node.type ?? []].flat();
	const format = node.format ? ` (${node.format})` : "";
	const first =
		type === "array" && node.items
			? `array of ${typeOf(node.items)}`
			: `${type}${format}`;
	return [first, ...others].join(" or ");
}

/** The description, and every constraint in words. */
export function describe(document: Description, node: Node): string {
	const whole = resolve(document, node);
	return [
		...(whole.deprecated ? ["**Deprecated.**"] : []),
		...(whole.description ? [whole.description] : []),
		...constraints(document, node),
	].join(" ");
}

/** What a value must be besides its type, a sentence each. */
function constraints(document: Description, node: Node): string[] {
	const whole = resolve(document, node);
	return [
		...values(whole, schemaName(node) !== undefined),
		...LIMITS.filter(([key]) => whole[key] !== undefined)
			.map(([key, words]) => words(whole[key]))
			// What the description says already, it need not say twice.
			.filter((sentence) => !whole.description?.includes(sentence)),
		...(whole.items
			? constraints(document, whole.items).map(
					(sentence) =>
						`Each item: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
				)
			: []),
		...(whole.additionalProperties?.type
			? [`Values: ${typeOf(whole.additionalProperties)}.`]
			: []),
	];
}

const LIMITS: [key: string, words: (limit: unknown) => string][] = [
	["const", (value) => `Always ${code(value)}.`],
	["default", (value) => `Default ${code(value)}.`],
	["minimum", (limit) => `At least ${limit}.`],
	["exclusiveMinimum", (limit) => `More than ${limit}.`],
	["maximum", (limit) => `At most ${limit}.`],
	["minLength", (limit) => `At least ${count(limit, "character")}.`],
	["maxLength", (limit) => `At most ${count(limit, "character")}.`],
	["minItems", (limit) => `At least ${count(limit, "item")}.`],
	["maxItems", (limit) => `At most ${count(limit, "item")}.`],
	["minProperties", (limit) => `At least ${count(limit, "field")}.`],
	["maxProperties", (limit) => `At most ${count(limit, "field")}.`],
	["pattern", (pattern) => `Matches ${code(pattern)}.`],
];

function count(limit: unknown, thing: string): string {
	return `${limit} ${thing}${limit === 1 ? "" : "s"}`;
}

/** The values of a list. What they mean stands with them, unless the list has a page that says it. */
function values(
	{ enum: closed, "x-enumDescriptions": meanings = {} }: Node,
	hasPage: boolean,
): string[] {
	const all: unknown[] = closed ?? Object.keys(meanings);
	if (all.length === 0) return [];
	const shown = all.map((value) => {
		const meaning: string | undefined = meanings[String(value)];
		return hasPage || !meaning
			? code(value)
			: `${code(value)} (${meaning.replace(/\.$/, "")})`;
	});
	return [`${closed ? "One of" : "Known values:"} ${shown.join(", ")}.`];
}
