/** `--set data.gross_amount=5000`: fields of an event's body. */

import { CommandError } from "@lomi/cli";
import type { Node } from "@lomi/spec";

/** Everything under it can be set. */
const ROOT = "data";

/**
 * Builds an event's data from settings.
 *
 * @param example A body that shows the type of each field: a value is a string if it is one there, and parsed as JSON otherwise.
 * @throws {CommandError} If a setting is invalid.
 */
export function readSettings(settings: string[], example: Node): Node {
	return settings.reduce<Node>((data, setting) => {
		const [, path, text = ""] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
		const [root, ...keys] = path?.split(".") ?? [];
		if (root !== ROOT || keys.length === 0 || keys.includes(""))
			throw new CommandError(
				`--set must be a field of ${ROOT} and its value, such as ${ROOT}.${Object.keys(example[ROOT])[0]}=VALUE, not ${JSON.stringify(setting)}.`,
			);
		const there = keys.reduce((node, key) => node?.[key], example[ROOT]);
		const value = typeof there === "string" ? text : parse(text);
		return put(data, keys, value);
	}, {});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** A copy with a value at a path. */
function put(node: Node, [key = "", ...rest]: string[], value: unknown): Node {
	const inner = Object.hasOwn(node, key) ? node[key] : {};
	return {
		...node,
		[key]: rest.length > 0 ? put(inner, rest, value) : value,
	};
}
