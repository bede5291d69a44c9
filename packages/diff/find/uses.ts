/** Finds the uses of each part of a description: a change in a shared schema is a change in every operation and event that uses it. */
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
	/** Path from the owner through all references. Parameters are identified by name. */
	path: string;
	/** The field as users see it: `city`, `data[].city`, `limit`. Empty for a whole body. */
	field: string;
}

export interface Uses {
	/** The uses of the node at a JSON pointer, or of its nearest ancestor that has any. */
	of(pointer: string): Use[];
	/** The JSON pointer of a use of the other document in this one. Undefined if its path doesn't exist here. */
	pointerOf(use: Use): string | undefined;
}

/**
 * Visits everything that operations and events refer to.
 *
 * @param document A description, possibly reduced to one direction.
 * @param owners Its operations and events by their key.
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
			// Schemas may be recursive.
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
	/** What is appended to the pointer of the parent. */
	suffix: string;
	child: Node;
	field: string;
}

/** The children of a node. Fields and headers are visited under their names. */
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
