/** View models of schema fields. */
import {
	type Description,
	docsAddresses,
	type Node,
	resolve,
} from "@lomi/spec";

export interface Field {
	name: string;
	required: boolean;
	/** `string or null`; `list of` if `schema` names the items. */
	type: string;
	/** The named schema, and its page. */
	schema?: { name: string; address: string };
	description: string;
	/** Constraints in a few words each, with code in backticks. */
	limits: string[];
	/** The known values and their meanings. */
	values: { name: string; meaning: string }[];
	/** The fields of an inline object. */
	fields: Field[];
}

/** A variant of a schema. Most have only one, without a name. */
export interface Variant {
	name?: string;
	address?: string;
	fields: Field[];
}

/** The name of a referenced schema component; undefined for any other reference. */
export function schemaName(pointer: string | undefined): string | undefined {
	return /^#\/components\/schemas\/([^/]+)$/.exec(pointer ?? "")?.[1];
}

/** All variants of a schema with their fields; empty if it has no fields. */
export function variantsOf(document: Description, schema: Node): Variant[] {
	const node = resolve(document, schema);
	if (node.oneOf)
		return (node.oneOf as Node[]).map((variant) => {
			const name = schemaName(variant.$ref);
			return {
				...(name && { name, address: docsAddresses.schema(name) }),
				fields: fieldsOf(document, resolve(document, variant)),
			};
		});
	const fields = fieldsOf(document, node);
	return fields.length > 0 ? [{ fields }] : [];
}

/** Required fields first. */
function fieldsOf(document: Description, node: Node): Field[] {
	const fields = Object.entries<Node>(node.properties ?? {}).map(
		([name, property]) =>
			fieldOf(document, name, property, node.required?.includes(name) === true),
	);
	return fields.sort((a, b) => Number(b.required) - Number(a.required));
}

/** The view model of a field, parameter or header. */
export function fieldOf(
	document: Description,
	name: string,
	property: Node,
	required: boolean,
	description?: string,
): Field {
	const node = resolve(document, property);
	const items = node.items ? resolve(document, node.items) : undefined;
	const named = schemaName(property.$ref ?? node.items?.$ref);
	return {
		name,
		required,
		type: typeOf(node, items, schemaName(node.items?.$ref)),
		...(named && {
			schema: { name: named, address: docsAddresses.schema(named) },
		}),
		description: description ?? property.description ?? node.description ?? "",
		limits: [
			...limitsOf(node),
			...(items && !node.items.$ref ? limitsOf(items) : []),
		],
		values: valuesOf(node, items),
		// The fields of a named schema are on its own page.
		fields: named ? [] : fieldsOf(document, items ?? node),
	};
}

function typeOf(
	node: Node,
	items: Node | undefined,
	itemName: string | undefined,
): string {
	const types = [node.type ?? "any"].flat();
	const words = types.map((type: string) =>
		type === "array"
			? `list of${itemName ? "" : ` ${[items?.type].flat().join(" or ")}`}`
			: type,
	);
	return words.join(" or ");
}

/** The format that readers know by another name. */
const FORMAT_NAMES: Record<string, string> = { "whatwg-url": "url" };

/** The format, or several to choose from: `date-time or date`. Undefined if there is none. */
export function formatOf({ format, anyOf = [] }: Node): string | undefined {
	const formats = [format, ...anyOf.map((part: Node) => part.format)];
	const names = formats.flatMap((each) => FORMAT_NAMES[each] ?? each ?? []);
	return names.length > 0 ? names.join(" or ") : undefined;
}

/** Constraints besides the type. */
export function limitsOf(node: Node): string[] {
	const limits: [unknown, string][] = [
		[node.deprecated, "deprecated"],
		[formatOf(node), `\`${formatOf(node)}\``],
		[node.const, `always \`${node.const}\``],
		[node.minimum, `at least ${node.minimum}`],
		[node.exclusiveMinimum, `more than ${node.exclusiveMinimum}`],
		[node.maximum, `at most ${node.maximum}`],
		[
			node.minLength,
			node.minLength === 1
				? "not empty"
				: `at least ${node.minLength} characters`,
		],
		[node.maxLength, `at most ${node.maxLength} characters`],
		[
			node.pattern,
			node["x-patternDescription"]
				? `must ${node["x-patternDescription"]}`
				: `matches \`${node.pattern}\``,
		],
		[node.minItems, `at least ${node.minItems}`],
		[node.maxItems, `at most ${node.maxItems}`],
		[node.maxProperties, `at most ${node.maxProperties} keys`],
		[node.default, `\`${node.default}\` by default`],
	];
	return limits.flatMap(([value, words]) => (value === undefined ? [] : words));
}

/** The values of an enum, or of an array's items. */
function valuesOf(
	node: Node,
	items: Node | undefined,
): { name: string; meaning: string }[] {
	const described =
		node["x-enumDescriptions"] ?? items?.["x-enumDescriptions"] ?? {};
	return Object.entries<string>(described).map(([name, meaning]) => ({
		name,
		meaning,
	}));
}
