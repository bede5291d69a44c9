/** `--set data.gross_amount=5000`: fields of an event's body. */

import { CommandError, suggest } from "@lomi/cli";
import { type Description, type Node, resolve } from "@lomi/spec";
import { parseBody } from "@lomi/spec/parse-body";
import type { NamedEvent } from "./event-names.ts";

/** Everything under it can be set. */
const ROOT = "data";

/** `data.metadata[order_id]=7`: the root, the keys below it and the value. A key in brackets may be in quotes. */
const SETTING =
	/^([^.[\]=]+)((?:\.[^.[\]=]+|\[(?:"[^"]*"|'[^']*'|[^\]"'][^\]]*)\])+)=(.*)$/s;
const KEY = /\.([^.[\]=]+)|\["([^"]*)"\]|\['([^']*)'\]|\[([^\]]+)\]/g;

/** Names that mean something else to JavaScript, and that receivers refuse. */
const FORBIDDEN = ["__proto__", "constructor", "prototype"];

const LIST = new Intl.ListFormat("en-GB");

/** A place in the data of an event. */
interface Place {
	/** As in a setting: `data.allowed_providers[0]`. */
	path: string;
	/** Its schema; one without a type accepts anything. */
	schema: Node;
}

/**
 * Builds an event's data from settings, such as `data.metadata[order_id]=7`. Fields, their types and whether a place takes any key follow
 * from the event's schema. A value without a schema is text, unless it is written as JSON: a string in quotes, an object or an array.
 *
 * @returns The fields that are set. Objects also have what the event's example has in them.
 * @throws {CommandError} If a setting is invalid, or names a field that the event doesn't have. The message suggests the field.
 */
export function readSettings(
	document: Description,
	event: NamedEvent,
	settings: string[],
): Node {
	const data: Node = structuredClone(event.example[ROOT]);
	const { properties } = resolve(document, { $ref: event.schema });
	const root = { path: ROOT, schema: resolve(document, properties[ROOT]) };
	const set = settings.map((setting) => {
		const { keys, text } = split(setting, root);
		put(document, data, root, keys, text);
		return keys[0] ?? "";
	});
	return Object.fromEntries(set.map((key) => [key, data[key]]));
}

function split(
	setting: string,
	{ schema }: Place,
): { keys: string[]; text: string } {
	const [, root = "", below = "", text = ""] = SETTING.exec(setting) ?? [];
	if (root === ROOT) {
		const keys = [...below.matchAll(KEY)].map(
			([, ...spellings]) => spellings.find((each) => each !== undefined) ?? "",
		);
		keys.forEach(checkKey);
		return { keys, text };
	}
	const names = Object.keys(schema.properties);
	const [given = ""] = setting.split(/[=.[]/, 1);
	throw new CommandError(
		`--set must be a field of ${ROOT} and its value, such as ${ROOT}.${names[0]}=VALUE, not ${JSON.stringify(setting)}.${suggest(given, names, `${ROOT}.`) || (given === ROOT ? "" : suggest(given, [ROOT]))}`,
	);
}

/** @throws {CommandError} If the key means something else to JavaScript. */
function checkKey(key: string): void {
	if (FORBIDDEN.includes(key))
		throw new CommandError(`--set can't set ${key}. Choose another name.`);
}

/** Sets a value in an object or array of the data. */
function put(
	document: Description,
	node: Node,
	place: Place,
	[key = "", ...rest]: string[],
	text: string,
): void {
	if (Array.isArray(node)) checkIndex(node, place, key);
	const inner = enter(document, place, key);
	if (rest.length === 0) {
		node[key] = readValue(inner, text);
		return;
	}
	if (Object(node[key]) !== node[key])
		node[key] = typesOf(inner.schema).includes("array") ? [] : {};
	put(document, node[key], inner, rest, text);
}

/** @throws {CommandError} If it isn't the index of an item, or of the next one. */
function checkIndex(items: unknown[], { path }: Place, key: string): void {
	if (/^(?:0|[1-9]\d*)$/.test(key) && Number(key) <= items.length) return;
	throw new CommandError(
		`${path} has no item ${key}. Set ${path}[${items.length}] to add one.`,
	);
}

/** The place of a field or item. @throws {CommandError} If there is none. */
function enter(
	document: Description,
	{ path, schema }: Place,
	key: string,
): Place {
	const { properties = {}, items, additionalProperties } = schema;
	if (Object.hasOwn(properties, key))
		return {
			path: `${path}.${key}`,
			schema: resolve(document, properties[key]),
		};
	if (items)
		return { path: `${path}[${key}]`, schema: resolve(document, items) };
	if (additionalProperties || isFree(schema)) {
		const hasSchema = typeof additionalProperties === "object";
		return {
			path: `${path}[${key}]`,
			schema: hasSchema ? resolve(document, additionalProperties) : {},
		};
	}
	const names = Object.keys(properties);
	const remedy =
		names.length > 0
			? ` Its fields are ${LIST.format(names)}.`
			: ` Set ${path} itself.`;
	throw new CommandError(
		`${path} has no field ${key}.${suggest(key, names, `${path}.`) || remedy}`,
	);
}

/** True for a schema that accepts any JSON. */
function isFree(schema: Node): boolean {
	const types = typesOf(schema);
	return (
		types.length === 0 || (types.includes("string") && types.includes("object"))
	);
}

function typesOf({ type = [] }: Node): string[] {
	return [type].flat();
}

/** A value of the type that its place has. What can't be read as that is text, which the sandbox refuses by the name of the field. */
function readValue({ path, schema }: Place, text: string): unknown {
	const types = typesOf(schema);
	if (isFree(schema))
		return /^\s*["{[]/.test(text) ? parseJson(path, text) : text;
	if (!types.includes("string")) return parseJson(path, text);
	return text === "null" && types.includes("null") ? null : text;
}

/**
 * Parses JSON; returns the text itself if it isn't.
 *
 * @throws {CommandError} If parsing would change it, for example a number with too many digits.
 */
function parseJson(path: string, text: string): unknown {
	try {
		JSON.parse(text);
	} catch {
		return text;
	}
	const parsed = parseBody(`{${JSON.stringify(path)}:${text}}`);
	if ("violation" in parsed)
		throw new CommandError(`${parsed.violation.details}.`);
	return JSON.parse(text, (key, value) => {
		checkKey(key);
		return value;
	});
}
