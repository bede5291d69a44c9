/** Rewrites a description so that what means the same is written the same way, and so that nothing is too deep to be compared. */
import type { Description, Node } from "@lomi/spec";
import { listValues, mergeAllOf, unwrapNullable } from "./combinations.ts";
import { flattenExtension } from "./extensions.ts";
import { tightenIntegerLimits } from "./integer-limits.ts";
import {
	createSpelling,
	dropDefaultStyle,
	moveParameters,
	type Spelling,
	spellName,
} from "./parameters.ts";
import {
	agreeOnNull,
	dropNeutral,
	inferType,
	replaceUnevaluated,
	sortTypes,
	unwrapConst,
} from "./schemas.ts";
import { shareSecurity } from "./security.ts";

/** Keys whose values are data: they are compared as they are. */
const DATA = new Set([
	"const",
	"default",
	"enum",
	"example",
	"examples",
	"variables",
]);
/** Keys whose values are maps: their keys are names, not keywords. */
const MAPS = new Set([
	"$defs",
	"callbacks",
	"content",
	"dependentSchemas",
	"encoding",
	"headers",
	"links",
	"mapping",
	"parameters",
	"pathItems",
	"paths",
	"patternProperties",
	"properties",
	"requestBodies",
	"responses",
	"schemas",
	"securitySchemes",
	"webhooks",
]);

/**
 * Returns a normalized copy of a description.
 *
 * @param spelling How header names are spelled. Two descriptions that share it spell them alike, as the first of them does.
 */
export function normalize(
	document: Description,
	spelling: Spelling = createSpelling(),
): Description {
	return shareSecurity(
		normalizeObject(document, {}, { document, spelling }) as Description,
	);
}

interface Context {
	document: Description;
	spelling: Spelling;
}

/** Where an object is. */
interface Position {
	/** The key of the object. */
	key?: string;
	/** The key of the map that the object is an entry of, if it is one: `headers`. */
	map?: string;
}

function normalizeValue(
	value: unknown,
	position: Position,
	context: Context,
): unknown {
	if (Array.isArray(value))
		return value.map((item) => normalizeValue(item, {}, context));
	if (typeof value !== "object" || value === null) return value;
	return normalizeObject(value, position, context);
}

/** An object whose keys are keywords. */
function normalizeObject(
	node: Node,
	position: Position,
	context: Context,
): Node {
	const entries = Object.entries(node).map(([key, each]) => {
		if (key.startsWith("x-")) return [key, flattenExtension(each)];
		if (DATA.has(key)) return [key, each];
		return [
			key,
			MAPS.has(key) && isMap(each)
				? normalizeMap(each, key, position, context)
				: normalizeValue(each, { key }, context),
		];
	});
	return simplify(Object.fromEntries(entries), position, context);
}

/** An object whose keys are names: those of headers, but not those of components that are headers, are the same in any case. */
function normalizeMap(
	node: Node,
	map: string,
	parent: Position,
	context: Context,
): Node {
	const isHeaders = map === "headers" && parent.key !== "components";
	return Object.fromEntries(
		Object.entries(node).map(([key, each]) => [
			isHeaders ? context.spelling(key) : key,
			normalizeValue(each, { key, map }, context),
		]),
	);
}

function isMap(value: unknown): value is Node {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Rewrites the keywords of one object. Those of OpenAPI's objects don't clash with those of schemas. */
function simplify(
	node: Node,
	{ map }: Position,
	{ document, spelling }: Context,
): Node {
	if (map === "paths" || map === "webhooks")
		return moveParameters(node, document);
	return [
		(each: Node) => dropDefaultStyle(each, map === "headers"),
		(each: Node) => spellName(each, spelling),
		dropNeutral,
		mergeAllOf,
		replaceUnevaluated,
		unwrapConst,
		listValues,
		unwrapNullable,
		inferType,
		agreeOnNull,
		sortTypes,
		tightenIntegerLimits,
	].reduce((simple, rewrite) => rewrite(simple), node);
}
