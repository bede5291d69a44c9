/** Rewrites parameters and headers: where they are written, how their names are spelled, and styles that are the default anyway. */
import { type Description, METHODS, type Node, resolve } from "@lomi/spec";

/** Returns the spelling of a name that is the same in any case. */
export type Spelling = (name: string) => string;

/** Creates a spelling in which every name is spelled as it was the first time. */
export function createSpelling(): Spelling {
	const spellings = new Map<string, string>();
	return (name) => {
		const key = name.toLowerCase();
		const spelled = spellings.get(key) ?? name;
		spellings.set(key, spelled);
		return spelled;
	};
}

/** Spells the name of a header that is a parameter or has the API key, and of an HTTP authentication scheme. */
export function spellName(node: Node, spelling: Spelling): Node {
	if (node.in === "header" && typeof node.name === "string")
		return { ...node, name: spelling(node.name) };
	if (node.type === "http" && typeof node.scheme === "string")
		return { ...node, scheme: node.scheme.toLowerCase() };
	return node;
}

/** How each kind of parameter is serialized by default. */
const STYLES: Record<string, string> = {
	cookie: "form",
	header: "simple",
	path: "simple",
	query: "form",
};

/** @param isHeader True if it is a header of a response, which doesn't say so itself. */
export function dropDefaultStyle(node: Node, isHeader: boolean): Node {
	const standard = STYLES[isHeader ? "header" : node.in];
	if (!standard) return node;
	const { style = standard, explode, ...rest } = node;
	const explodes = style === "form";
	return {
		...rest,
		...(style !== standard && { style }),
		...(explode !== undefined && explode !== explodes && { explode }),
	};
}

/** Moves the parameters of a path to its operations, which may override them. */
export function moveParameters(item: Node, document: Description): Node {
	const { parameters: shared, ...rest } = item;
	if (!Array.isArray(shared)) return item;
	const identityOf = (parameter: Node) => {
		const { in: location, name } = resolve(document, parameter);
		return `${location} ${location === "header" ? name.toLowerCase() : name}`;
	};
	return Object.fromEntries(
		Object.entries<Node>(rest).map(([method, operation]) => {
			if (!(METHODS as readonly string[]).includes(method))
				return [method, operation];
			const own: Node[] = operation.parameters ?? [];
			const overridden = new Set(own.map(identityOf));
			const inherited = shared.filter(
				(parameter) => !overridden.has(identityOf(parameter)),
			);
			return [method, { ...operation, parameters: [...inherited, ...own] }];
		}),
	);
}
