/** The fields of a schema, as rows that a page shows. */
import { type Description, type Node, resolve } from "@lomi/spec";
import { addresses } from "./addresses.ts";

export interface Field {
	name: string;
	required: boolean;
	/** In words: `string or null`; `list of`, where the schema says of what. */
	type: string;
	/** The schema that it is of, and its page. */
	schema?: { name: string; address: string };
	description: string;
	/** What a value has to be besides, in a few words each, with code in backticks. */
	limits: string[];
	/** The known values, and what they mean. */
	values: { name: string; meaning: string }[];
	/** The fields of an object that has no name of its own. */
	fields: Field[];
}

/** One way in which a schema can be filled: most have one, without a name. */
export interface Variant {
	name?: string;
	address?: string;
	fields: Field[];
}

/** The name of the component that a reference or pointer leads to; undefined where it leads elsewhere. */
export function schemaName(pointer: string | undefined): string | undefined {
	return /^#\/components\/schemas\/([^/]+)$/.exec(pointer ?? "")?.[1];
}

/** All variants of a schema with their fields; none where it has no fields. */
export function variantsOf(document: Description, schema: Node): Variant[] {
	const node = resolve(document, schema);
	if (node.oneOf)
		return (node.oneOf as Node[]).map((variant) => {
			const name = schemaName(variant.$ref);
			return {
				...(name && { name, address: addresses.schema(name) }),
				fields: fieldsOf(document, resolve(document, variant)),
			};
		});
	const fields = fieldsOf(document, node);
	return fields.length > 0 ? [{ fields }] : [];
}

/** Fields that have to be there stand first. */
function fieldsOf(document: Description, node: Node): Field[] {
	const fields = Object.entries<Node>(node.properties ?? {}).map(
		([name, property]) =>
			fieldOf(document, name, property, node.required?.includes(name) === true),
	);
	return fields.sort((a, b) => Number(b.required) - Number(a.required));
}

/** A field, a parameter or a header: whatever has a name and a schema. */
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
		...(named && { schema: { name: named, address: addresses.schema(named) } }),
		description: description ?? property.description ?? node.description ?? "",
		limits: [
			...limitsOf(node),
			...(items && !node.items.$ref ? limitsOf(items) : []),
		],
		values: valuesOf(node, items),
		// What has a name has a page, where its fields are.
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

/** What a schema asks of a value besides its type. */
export function limitsOf(node: Node): string[] {
	const limits: [unknown, string][] = [
		[node.format, `\`${node.format}\``],
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
		[node.pattern, `matches \`${node.pattern}\``],
		[node.minItems, `at least ${node.minItems}`],
		[node.maxItems, `at most ${node.maxItems}`],
		[node.maxProperties, `at most ${node.maxProperties} keys`],
		[node.default, `\`${node.default}\` if left out`],
	];
	return limits.flatMap(([value, words]) => (value === undefined ? [] : words));
}

/** Of an enumeration or an open list; or, of a list, those that its items can be. */
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
