/** `--set data.gross_amount=5000`: fields of an event's body. */

import { CommandError } from "@lomi/cli";
import type { Node } from "@lomi/spec";

/** What can be set: all but what makes it this event. */
const ROOT = "data";

/**
 * Reads settings, and gives the data that they make up.
 *
 * @param example A body in which a field's type can be seen: where it has text, the value is text, and else what it is as JSON.
 * @throws {CommandError} Where one is no setting.
 */
export function readSettings(settings: string[], example: Node): Node {
	return settings.reduce<Node>((data, setting) => {
		const [, path, text = ""] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
		const [root, ...keys] = path?.split(".") ?? [];
		if (root !== ROOT || keys.length === 0 || keys.includes(""))
			throw new CommandError(
				`--set takes a field of ${ROOT} and its value, such as ${ROOT}.${Object.keys(example[ROOT])[0]}=VALUE, not ${JSON.stringify(setting)}.`,
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

/** The same with a value at a place. */
function put(node: Node, [key = "", ...rest]: string[], value: unknown): Node {
	const inner = Object.hasOwn(node, key) ? node[key] : {};
	return {
		...node,
		[key]: rest.length > 0 ? put(inner, rest, value) : value,
	};
}
