/** A request's values, parsed and completed by the description. Validation has been before. */
import {
	type Description,
	type Node,
	type Operation,
	resolve,
} from "../../description/operations.ts";
import { parseParameter } from "../../description/validator.ts";

/** The query's values by name, with defaults for what isn't there. */
export function readQuery(operation: Operation, query: URLSearchParams): Node {
	const values: Node = {};
	for (const parameter of operation.parameters) {
		if (parameter.in !== "query") continue;
		const text = query.get(parameter.name);
		const value =
			text === null
				? parameter.schema.default
				: parseParameter(parameter, text);
		if (value !== undefined) values[parameter.name] = value;
	}
	return values;
}

/** A body with the defaults of the schema that it follows, and its times in UTC. */
export function withDefaults(
	document: Description,
	{ body: documented }: Operation,
	sent: Node,
): Node {
	if (!documented) return {};
	const schema = resolve(document, { $ref: documented.schema });
	const variants: Node[] = (schema.oneOf ?? [schema]).map((each: Node) =>
		resolve(document, each),
	);
	const { tag = "" } = documented;
	const variant = variants.find(
		(each) => !tag || each.properties[tag].const === sent[tag],
	);
	const body: Node = {};
	for (const [name, node] of Object.entries<Node>(variant?.properties ?? {})) {
		const property = resolve(document, node);
		const value = name in sent ? sent[name] : property.default;
		if (value === undefined) continue;
		const isTime = property.format === "date-time" && value !== null;
		body[name] = isTime ? toUtc(value) : value;
	}
	return body;
}

/** A time as the database has it, so that it compares as text. A leap second, which no `Date` has, is the second before it. */
export function toUtc(text: string): string {
	return new Date(text.replace(/:60(?=[.Zz+-])/, ":59")).toISOString();
}
