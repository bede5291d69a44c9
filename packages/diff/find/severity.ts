/**
 * How much a difference matters. Breaking is what may end a program that keeps to the guide Versioning: a request that is refused, an
 * answer that it can't expect, code that no longer compiles against the client, a call that does something else. So the operationIds,
 * tags and schemas count as well, whose names are the client's; and so does a closed enumeration of an answer that grows, since that
 * guide promises growth of open lists only, and a `switch` may rely on it. Additive is what the API or the client has besides.
 * Editorial is what only people read.
 */
import type { Direction } from "./directions.ts";
import type { Finding } from "./redocly.ts";

/** From the worst on. */
export const SEVERITIES = ["breaking", "additive", "editorial"] as const;
export type Severity = (typeof SEVERITIES)[number];

const PROSE = new Set<string | undefined>([
	"description",
	"summary",
	"title",
	"example",
	"examples",
]);
/** Kinds of nodes that only people read, or that only tests follow. */
const PROSE_TYPES = new Set([
	"Contact",
	"ExternalDocs",
	"Info",
	"License",
	"Link",
	"LinksMap",
	"Tag",
]);

/** Extensions that only the docs or this project's tests read. */
const NOT_PROMISED = new Set(["x-request-faults", "x-tagGroups", "x-traitTag"]);
/** Those that make a difference to the client where there was none before. */
const READ_BY_CLIENT = new Set(["x-pagination", "x-beta"]);

/** The worst severity of some changes. */
export function worstSeverity(changes: { severity: Severity }[]): Severity {
	return (
		SEVERITIES.find((severity) =>
			changes.some((change) => change.severity === severity),
		) ?? "editorial"
	);
}

/** The level of a difference: Redocly's, and what it doesn't see. */
export function severityOf(finding: Finding, direction: Direction): Severity {
	if (isProse(finding)) return "editorial";
	const [before] = valuesOf(finding);
	// A word that an open list no longer names stays valid.
	if (isOpenListEntry(finding.path))
		return before === undefined ? "additive" : "editorial";
	// Nobody leaves something out of an answer on purpose.
	if (finding.property === "default" && direction === "received")
		return "editorial";
	return finding.impact === "major" || breaksUnseen(finding, direction)
		? "breaking"
		: "additive";
}

/** True where it is only said in other words, or said at last, and for people and tests. */
export function isProse(finding: Finding): boolean {
	const { typeName, property, path, kind } = finding;
	const [before, after] = valuesOf(finding);
	const extension = extensionOf(finding);
	if (PROSE_TYPES.has(typeName)) return true;
	if (extension && !isOpenListEntry(path))
		return (
			NOT_PROMISED.has(extension) ||
			// Where there was none, nothing has changed but that it can be read, unless the client reads it.
			(before === undefined && !READ_BY_CLIENT.has(extension))
		);
	return (
		PROSE.has(property) ||
		// All words of a list at once, or what one of them means.
		(isOpenListEntry(path) && (kind !== "modified" || !!(before && after)))
	);
}

/** Which of our extensions it is about, if any: `x-filter`. */
export function extensionOf({ path, property }: Finding): string | undefined {
	return /\/(x-[\w-]+)/.exec(`${path}/${property}`)?.[1];
}

/** What it before, and what it is; undefined where it wasn't, or isn't, there. */
function valuesOf({
	base,
	revision,
}: Finding): [before: unknown, after: unknown] {
	return [base?.value, revision?.value];
}

/** True where it is about the words of a list, open or not. */
export function isOpenListEntry(path: string): boolean {
	return path.endsWith("/x-enumDescriptions");
}

/** What a header is found by. */
const HEADER_IDENTITY = new Set<string | undefined>(["key", "name", "in"]);

/** What Redocly takes for harmless. */
function breaksUnseen(finding: Finding, direction: Direction): boolean {
	const { typeName, kind, property, path } = finding;
	const [before, after] = valuesOf(finding);
	if (path.endsWith("/x-rate-limit")) return Number(after) < Number(before);
	// What one of our extensions promised, no matter which, and no longer does. Beta is the absence of a promise.
	if (extensionOf(finding))
		return before !== undefined && property !== "x-beta";
	if (direction === "sent") {
		if (property === "default") return before !== undefined;
		return (
			typeName === "RequestBody" &&
			kind === "added" &&
			Object(after).required === true
		);
	}
	if (typeName === "Parameter") {
		const optional = property === "required" && before === true;
		return kind === "removed" || optional || HEADER_IDENTITY.has(property);
	}
	// A `case` with a value that the type no longer has doesn't compile.
	return property === "enum" && removesValue(before, after);
}

function removesValue(before: unknown, after: unknown): boolean {
	return (
		Array.isArray(before) &&
		Array.isArray(after) &&
		before.some((value) => !after.includes(value))
	);
}
