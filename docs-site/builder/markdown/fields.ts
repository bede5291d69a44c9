/** Tables of schema fields: description, whether a field is required, and its constraints. */
import { type Description, type Node, resolve } from "@lomi/spec";
import { formatOf } from "../site/fields.ts";
import { schemaLink } from "./page.ts";
import { code, table } from "./text.ts";

/** The name of a referenced schema. */
export function schemaName({ $ref }: Node): string | undefined {
	return $ref?.split("/").at(-1);
}

/**
 * The fields of an object, including nested ones by path: `data.name`, `items[].id`. A field with a named schema links to the schema's page
 * instead.
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

/** Describes a type: `string (uuid) or null`, or a link to the schema's page. */
export function typeOf(node: Node): string {
	const name = schemaName(node);
	if (name) return `[${name}](${schemaLink(name)})`;
	const [type = "any", ...others] = [node.type ?? []].flat();
	const formats = formatOf(node);
	const format = formats ? ` (${formats})` : "";
	const first =
		type === "array" && node.items
			? `array of ${typeOf(node.items)}`
			: `${type}${format}`;
	return [first, ...others].join(" or ");
}

/** The description, followed by all constraints. */
export function describe(document: Description, node: Node): string {
	const whole = resolve(document, node);
	return [
		...(whole.deprecated ? ["**Deprecated.**"] : []),
		...(whole.description ? [whole.description] : []),
		...constraints(document, node),
	].join(" ");
}

/** The constraints besides the type, one sentence each. */
function constraints(document: Description, node: Node): string[] {
	const whole = resolve(document, node);
	return [
		...values(whole, schemaName(node) !== undefined),
		...LIMITS.filter(([key]) => whole[key] !== undefined)
			.map(([key, words]) => words(whole[key]))
			// Don't repeat the description.
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

/** The values of an enum, with their meanings unless the schema has its own page. */
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
