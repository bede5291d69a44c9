/** Describes findings outside of schemas: parameters, bodies, responses, headers, extensions, servers and keys. */
import { keysOf } from "@lomi/spec";
import type { LocatedFinding } from "../find/locate.ts";
import { extensionOf } from "../find/severity.ts";
import { code } from "../format.ts";
import { describeEventHeader, describeParameter } from "./parameters.ts";
import {
	breaks,
	calls,
	compile,
	consequenceOf,
	type Message,
	REFUSED,
	thrown,
} from "./phrases.ts";

/** Describes a finding that is not in a schema. Returns undefined for a kind that has no message. */
export function describePart(located: LocatedFinding): Message[] | undefined {
	const { typeName, property = "" } = located.finding;
	const extension = extensionOf(located.finding);
	if (extension) return [describeExtension(located, extension)];
	if (property === "deprecated") return [describeDeprecation(located)];
	const message = PARTS[typeName]?.(located);
	return message && [message];
}

const PARTS: Record<string, (located: LocatedFinding) => Message | undefined> =
	{
		Parameter: (located) =>
			located.direction === "sent"
				? describeParameter(located)
				: describeEventHeader(located),
		RequestBody: describeBody,
		Response: describeResponse,
		Header: describeHeader,
		Server: describeServer,
		SecurityScheme: describeKey,
		SecurityRequirement: describeKey,
		SecurityRequirementList: describeKey,
	};

/** Describes a finding of any other kind: with Redocly's message if there is one, or by its name. */
export function describeFallback(located: LocatedFinding): Message {
	const { finding, severity, direction, label } = located;
	const { path, kind, property, revision } = finding;
	const name = code(property ?? keysOf(path).at(-1));
	const of = label ? ` of ${label}` : "";
	const state =
		kind === "modified" && revision?.value !== undefined
			? ` is now ${code(revision.value)}`
			: {
					added: " was added",
					removed: " was removed",
					modified: " was removed",
				}[kind];
	return {
		what: redoclyMessage(located) || `${name}${of}${state}.`,
		consequence:
			severity !== "breaking"
				? consequenceOf(located, false)
				: direction === "sent"
					? `Calls may no longer compile, and an installed client may get ${thrown(400)}.`
					: "Code that reads it may no longer compile, and an installed client may receive values that it does not expect.",
	};
}

function redoclyMessage({ finding: { verdicts } }: LocatedFinding): string {
	return verdicts
		.map(({ message }) => message.replaceAll(/'([^']*)'/g, "`$1`"))
		.join(" ");
}

/** The consequence of a breaking change in one of our extensions. */
const EXTENSIONS: Record<string, string> = {
	"x-pagination":
		"An installed client pages as before, so that a `for await` may skip or repeat items.",
	"x-metadata":
		"Calls compile as before, but handle the keys of `metadata` that they don't name differently.",
	"x-filter": "Calls compile as before, but return other items.",
	"x-fee": "Amounts that a program computes with the old fee are wrong.",
	"x-fees": "Amounts that a program computes with the old fee are wrong.",
	"x-intervals":
		"A program that computes the next payment by the old interval gets another date.",
	"x-states":
		"A program that relies on what a status means may do the wrong thing.",
	"x-key-prefix": "An installed client rejects the new keys.",
	"x-environment":
		"An installed client sends its keys to the other environment.",
	"x-delivery":
		"A receiver that takes as long as before, or whose replay window fits the old retries, may miss events.",
	"x-retention-hours":
		"A program that retries with the same key as late as before may do the work twice.",
	"x-rate-limit": `A program that relies on the old limit gets ${thrown(429)}.`,
};

function describeExtension(
	{ finding, severity, label }: LocatedFinding,
	extension: string,
): Message {
	const { property = "", base, revision } = finding;
	const part = property.startsWith("x-") ? "" : property;
	const name = part ? `${code(part)} of ${code(extension)}` : code(extension);
	const of = label ? ` of ${label}` : "";
	const before = base?.value === undefined ? undefined : code(base.value);
	const after =
		revision?.value === undefined ? undefined : code(revision.value);
	const change =
		after === undefined
			? `was removed; it was ${before}`
			: before === undefined
				? `is now ${after}`
				: `changed from ${before} to ${after}`;
	return {
		what: `${name}${of} ${change}.`,
		consequence:
			severity === "breaking"
				? (EXTENSIONS[extension] ?? "Check the code that relies on it.")
				: "Installed clients work as before.",
	};
}

function describeDeprecation({ label, after }: LocatedFinding): Message {
	const name = label || "It";
	return after?.deprecated
		? {
				what: `${name} is deprecated.`,
				consequence: "Calls work as before; editors strike it through.",
			}
		: { what: `${name} is no longer deprecated.`, consequence: "" };
}

function describeBody({
	finding: { kind, property },
	owners,
	after,
}: LocatedFinding): Message | undefined {
	const without = `${breaks(owners, "without one")}, and an installed client ${REFUSED}.`;
	if (property === "required")
		return after?.required
			? { what: "The request body is now required.", consequence: without }
			: {
					what: "The request body is now optional.",
					consequence: `${compile(owners)}.`,
				};
	if (kind === "modified") return undefined;
	if (kind === "removed")
		return {
			what: "It no longer has a request body.",
			consequence: `${breaks(owners, "with one")}.`,
		};
	return {
		what: "It now has a request body.",
		consequence: after?.required ? without : `${compile(owners)}.`,
	};
}

function describeResponse({
	finding,
	owners,
}: LocatedFinding): Message | undefined {
	const { kind, property, base, path } = finding;
	const status = Number(keysOf(path).at(-1));
	// `default` and `4XX` have no class in the client.
	if (Number.isNaN(status)) return undefined;
	if (kind === "modified") {
		if (property !== "key") return undefined;
		const before = Number(base?.value);
		return {
			what: `It returns ${code(status)} instead of ${code(before)}.`,
			consequence:
				before < 300
					? "Calls work as before; code that checks the status gets the new one."
					: `Code that catches ${thrown(before)} no longer runs.`,
		};
	}
	const isNew = kind === "added";
	if (status < 300)
		return {
			what: `It ${isNew ? "may now return" : "no longer returns"} ${code(status)}.`,
			consequence: isNew
				? `${compile(owners)}.`
				: "Code that relies on that status or its body may no longer compile.",
		};
	return isNew
		? {
				what: `It may now fail with ${code(status)}.`,
				consequence: `${calls(owners, "may throw", "may throw")} ${thrown(status)}.`,
			}
		: {
				what: `It no longer fails with ${code(status)}.`,
				consequence: `Code that catches ${thrown(status)} no longer runs.`,
			};
}

function describeHeader({
	finding,
	label,
	after,
}: LocatedFinding): Message | undefined {
	if (finding.property === "required")
		return after?.required
			? {
					what: `The response header ${label} is now always present.`,
					consequence: "Code compiles as before.",
				}
			: {
					what: `The response header ${label} may now be missing.`,
					consequence: "Code that relies on it may not find it.",
				};
	if (finding.kind === "modified") return undefined;
	const isNew = finding.kind === "added";
	return {
		what: `The response header ${label} was ${isNew ? "added" : "removed"}.`,
		consequence: isNew
			? "Code compiles as before."
			: "Code that reads it no longer finds it.",
	};
}

/** Describes how the API key is sent, and which operations require it. */
function describeKey(located: LocatedFinding): Message {
	return {
		what: redoclyMessage(located) || "The authentication requirements changed.",
		consequence:
			located.severity === "breaking"
				? `An installed client sends its key as before, and gets ${thrown(401)}.`
				: "Calls work as before.",
	};
}

function describeServer(located: LocatedFinding): Message | undefined {
	const { finding, severity, after } = located;
	if (severity === "breaking")
		return {
			what: redoclyMessage(located),
			consequence: "An installed client keeps calling the old URL.",
		};
	return finding.kind === "added"
		? {
				what: `The server ${code(after?.url)} was added.`,
				consequence: "Calls go to the same server as before.",
			}
		: undefined;
}
