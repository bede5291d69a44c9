/** The page of a schema. */
import {
	type Description,
	type Node,
	readEvents,
	readOperations,
	resolve,
} from "@lomi/spec";
import { describe, fieldTable, schemaName, typeOf } from "../fields.ts";
import {
	eventLink,
	operationLink,
	type Page,
	page,
	schemaLink,
} from "../page.ts";
import { code, list, section, table } from "../text.ts";

export function schemaPages(document: Description): Page[] {
	const uses = findUses(document);
	return Object.entries(document.components.schemas ?? {}).map(
		([name, schema]) => {
			const { description, oneOf, "x-enumDescriptions": words } = schema;
			const values: string[] = schema.enum ?? Object.keys(words ?? {});
			return page("schema", schemaLink(name), name, description, [
				// The values have their own table.
				describe(document, values.length > 0 ? { description } : schema),
				`Type: ${typeOf(schema)}.`,
				section(schema.enum ? "## Values" : "## Known values", [
					table(
						["Value", "Meaning"],
						values.map((value) => [code(value), words?.[value] ?? ""]),
					),
				]),
				section("## Variants", [
					list(
						(oneOf ?? []).map(
							(variant: Node) =>
								`${typeOf(variant)}: ${resolve(document, variant).description}`,
						),
					),
				]),
				section("## Fields", [fieldTable(document, schema)]),
				section("## Used by", [list([...(uses.get(name) ?? [])])]),
			]);
		},
	);
}

/** Links to everything that refers to a schema, by schema name. */
function findUses(document: Description): Map<string, Set<string>> {
	const uses = new Map<string, Set<string>>();
	const add = (node: Node, link: string) => {
		const name = schemaName(node);
		if (!name) return;
		const links = uses.get(name) ?? new Set();
		uses.set(name, links.add(link));
	};
	for (const [name, schema] of Object.entries(
		document.components.schemas ?? {},
	))
		for (const part of partsOf(schema))
			add(part, `[${name}](${schemaLink(name)})`);
	for (const { id, summary, body, answers } of readOperations(document)) {
		const link = `[${summary}](${operationLink(id)})`;
		for (const owner of [body, ...answers.map((answer) => answer.body)])
			if (owner) add({ $ref: owner.schema }, link);
	}
	for (const { name, body } of readEvents(document))
		add({ $ref: body.schema }, `[${code(name)}](${eventLink(name)})`);
	return uses;
}

/** The schemas that a schema refers to, at any depth of inline schemas. */
function partsOf(schema: Node): Node[] {
	const parts: Node[] = [
		...Object.values<Node>(schema.properties ?? {}),
		...(schema.oneOf ?? []),
		...(schema.items ? [schema.items] : []),
	];
	return parts.flatMap((part) => [part, ...partsOf(part)]);
}
