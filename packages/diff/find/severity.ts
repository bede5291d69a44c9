/**
 * How severe a difference is, by the rules of the guide Versioning.
 *
 * Breaking: what can break a program that follows that guide: a rejected request, an unexpected response, code that no longer compiles
 * against the client, a call that does something else. That includes the operationIds, tags and schemas that name things in the client,
 * and a closed enum of a response that grows: the guide promises growth only for open lists, and a `switch` may rely on it.
 * Additive: everything else that programs notice. Editorial: what only people read.
 */
import type { Direction } from "./directions.ts";
import type { Finding } from "./redocly.ts";

/** The most severe first. */
export const SEVERITIES = ["breaking", "additive", "editorial"] as const;
export type Severity = (typeof SEVERITIES)[number];

const PROSE = new Set<string | undefined>([
	"description",
	"summary",
	"title",
	"example",
	"examples",
]);
/** Node types that only people read, or only this project's tests. */
const PROSE_TYPES = new Set([
	"Contact",
	"ExternalDocs",
	"Info",
	"License",
	"Link",
	"LinksMap",
	"Tag",
]);

/** Extensions that only the docs, the sandbox's pages or this project's tests read. */
const NOT_PROMISED = new Set([
	"x-access",
	"x-id-prefix",
	"x-otherwise",
	"x-outcomes",
	"x-patternDescription",
	"x-providers",
	"x-remedies",
	"x-request-faults",
	"x-tagGroups",
	"x-traitTag",
]);
/** Extensions that change the client when they are added. */
const READ_BY_CLIENT = new Set(["x-pagination", "x-beta"]);

/** The most severe one of some changes. */
export function worstSeverity(changes: { severity: Severity }[]): Severity {
	return (
		SEVERITIES.find((severity) =>
			changes.some((change) => change.severity === severity),
		) ?? "editorial"
	);
}

/** The severity of a difference: Redocly's, corrected for what it doesn't know. */
export function severityOf(finding: Finding, direction: Direction): Severity {
	if (isProse(finding)) return "editorial";
	const [before] = valuesOf(finding);
	// A value that an open list no longer names remains valid.
	if (isOpenListEntry(finding.path))
		return before === undefined ? "additive" : "editorial";
	// No program depends on the default of a response.
	if (finding.property === "default" && direction === "received")
		return "editorial";
	return finding.impact === "major" || breaksUnseen(finding, direction)
		? "breaking"
		: "additive";
}

/** Whether only the wording changed, or something that nobody but people and tests reads. */
export function isProse(finding: Finding): boolean {
	const { typeName, property, path, kind } = finding;
	const [before, after] = valuesOf(finding);
	const extension = extensionOf(finding);
	if (PROSE_TYPES.has(typeName)) return true;
	if (extension && !isOpenListEntry(path))
		return (
			NOT_PROMISED.has(extension) ||
			// A new extension documents existing behaviour, unless the client reads it.
			(before === undefined && !READ_BY_CLIENT.has(extension))
		);
	return (
		PROSE.has(property) ||
		// The whole list, or the meaning of one of its values.
		(isOpenListEntry(path) && (kind !== "modified" || !!(before && after)))
	);
}

/** The name of the extension that a difference is about, if any: `x-filter`. */
export function extensionOf({ path, property }: Finding): string | undefined {
	return /\/(x-[\w-]+)/.exec(`${path}/${property}`)?.[1];
}

/** The values before and after. Undefined if there was or is none. */
function valuesOf({
	base,
	revision,
}: Finding): [before: unknown, after: unknown] {
	return [base?.value, revision?.value];
}

/** Whether a difference is about the values of a list, open or closed. */
export function isOpenListEntry(path: string): boolean {
	return path.endsWith("/x-enumDescriptions");
}

/** What identifies a header. */
const HEADER_IDENTITY = new Set<string | undefined>(["key", "name", "in"]);

/** Keywords that make values of another kind, or withhold them, if they are added or changed. */
const BREAKS_IF_SET: Record<Direction, ReadonlySet<string>> = {
	sent: new Set(["contentEncoding", "contentMediaType", "readOnly"]),
	received: new Set(["contentEncoding", "contentMediaType", "writeOnly"]),
};

/** Breaking changes that Redocly considers harmless. */
function breaksUnseen(finding: Finding, direction: Direction): boolean {
	const { typeName, kind, property, path } = finding;
	const [before, after] = valuesOf(finding);
	if (path.endsWith("/x-rate-limit")) return Number(after) < Number(before);
	// A removed or changed extension breaks what it promised. x-beta promises nothing.
	if (extensionOf(finding))
		return before !== undefined && property !== "x-beta";
	if (typeName === "Schema" && BREAKS_IF_SET[direction].has(property ?? ""))
		return after !== undefined;
	if (direction === "sent") {
		if (property === "default") return before !== undefined;
		return (
			typeName === "RequestBody" &&
			kind === "added" &&
			Object(after).required === true
		);
	}
	// The header of a response, and one of an event.
	const optional = property === "required" && before === true;
	if (typeName === "Header") return optional;
	if (typeName === "Parameter") {
		return kind === "removed" || optional || HEADER_IDENTITY.has(property);
	}
	// A `case` with a removed value no longer compiles.
	return property === "enum" && removesValue(before, after);
}

function removesValue(before: unknown, after: unknown): boolean {
	return (
		Array.isArray(before) &&
		Array.isArray(after) &&
		before.some((value) => !after.includes(value))
	);
}
