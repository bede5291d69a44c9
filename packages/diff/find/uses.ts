/** Where each part of a description is used: a change in a shared schema is a change in every operation and event that leads to it. */
import {
	type Description,
	escapePointer,
	METHODS,
	type Node,
	resolve,
} from "@lomi/spec";
import type { Owner } from "./owners.ts";

export interface Use {
	owner: Owner;
	/** The path to it from the owner, through references; parameters by their name. */
	path: string;
	/** What it is called in what the owner takes or gives: `city`, `data[].city`, `limit`. Empty for the whole of a body. */
	field: string;
}

export interface Uses {
	/** The uses of what stands at a JSON pointer, or of the nearest thing above it. */
	of(pointer: string): Use[];
	/** Where in the document the path of a use of the other document leads; undefined where it has no such path. */
	pointerOf(use: Use): string | undefined;
}

/**
 * Walks through everything that operations and events lead to.
 *
 * @param document A description, or what is left of it in one direction.
 * @param owners Its operations and events by their place.
 */
export function findUses(document: Node, owners: Map<string, Owner>): Uses {
	const uses = new Map<string, Use[]>();
	const pointers = new Map<Owner, Map<string, string>>();
	const visit = (
		node: Node,
		pointer: string,
		use: Use,
		ancestors: string[],
	): void => {
		const target = resolve(document as Description, node);
		const { in: location, name } = target;
		const current =
			typeof location === "string"
				? { ...use, path: `${location} ${name}`, field: name }
				: use;
		uses.set(pointer, [...(uses.get(pointer) ?? []), current]);
		pointers.get(use.owner)?.set(current.path, pointer);
		if (target !== node) {
			// A schema may lead to itself.
			const { $ref } = node;
			if (!ancestors.includes($ref))
				visit(target, $ref, current, [...ancestors, $ref]);
			return;
		}
		for (const { suffix, child, field } of childrenOf(node, current.field))
			visit(
				child,
				`${pointer}${suffix}`,
				{ ...current, path: `${current.path}${suffix}`, field },
				ancestors,
			);
	};
	for (const [section, key, item] of itemsOf(document)) {
		for (const method of METHODS) {
			const place = section === "paths" ? `${method} ${key}` : key;
			const owner = owners.get(place);
			if (!owner || !item[method]) continue;
			const pointer = `#/${section}/${escapePointer(key)}/${method}`;
			pointers.set(owner, new Map());
			visit(item[method], pointer, { owner, path: "", field: "" }, []);
		}
	}
	return {
		of(pointer) {
			for (let at = pointer; at; at = at.slice(0, at.lastIndexOf("/"))) {
				const found = uses.get(at);
				if (found) return found;
			}
			return [];
		},
		pointerOf: ({ owner, path }) => pointers.get(owner)?.get(path),
	};
}

function itemsOf(document: Node): [section: string, key: string, Node][] {
	return ["paths", "webhooks"].flatMap((section) =>
		Object.entries<Node>(document[section]).map(
			([key, item]): [string, string, Node] => [section, key, item],
		),
	);
}

interface Child {
	/** What its pointer has more than that of the node. */
	suffix: string;
	child: Node;
	field: string;
}

/** What is below a node; fields and headers under their names. */
function childrenOf(node: Node, field: string): Child[] {
	return Object.entries<Node>(node)
		.filter(([key, child]) => key !== "examples" && isNode(child))
		.flatMap(([key, child]): Child[] => {
			const suffix = `/${escapePointer(key)}`;
			if (key !== "properties" && key !== "headers")
				return [
					{ suffix, child, field: key === "items" ? `${field}[]` : field },
				];
			return Object.entries<Node>(child).map(([name, child]) => ({
				suffix: `${suffix}/${escapePointer(name)}`,
				child,
				field: key === "properties" && field ? `${field}.${name}` : name,
			}));
		});
}

function isNode(value: unknown): value is Node {
	return typeof value === "object" && value !== null;
}
