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
			? ` ${code(revision.value)} now`
			: { added: " new", removed: " gone", modified: " gone" }[kind];
	return {
		what: redoclyMessage(located) || `${name}${of} is${state}.`,
		consequence:
			severity !== "breaking"
				? consequenceOf(located, false)
				: direction === "sent"
					? `Calls may no longer compile, and an installed client may get ${thrown(400)}.`
					: "Code that reads it may no longer compile, and an installed client may meet what it does not expect.",
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
		"An installed client pages as before, and in a `for await` it may miss items or see them twice.",
	"x-metadata":
		"Calls compile as before, and do something else with the keys of `metadata` that they don't name.",
	"x-filter": "Calls compile as before, and give other items.",
	"x-key-prefix": "An installed client refuses the new keys.",
	"x-environment":
		"An installed client sends its keys to the other environment.",
	"x-rate-limit": `A program that keeps to the old limit gets ${thrown(429)}.`,
};

function describeExtension(
	{ finding, severity, label }: LocatedFinding,
	extension: string,
): Message {
	const { property = "", base, revision } = finding;
	const part = property.startsWith("x-") ? "" : property;
	const name = part ? `${code(part)} of ${code(extension)}` : code(extension);
	const of = label ? ` of ${label}` : "";
	const before =
		base?.value === undefined ? "" : `where it was ${code(base.value)}`;
	const after =
		revision?.value === undefined ? "gone" : `${code(revision.value)}`;
	return {
		what: `${name}${of} is ${[after, before].filter(Boolean).join(", ")}.`,
		consequence:
			severity === "breaking"
				? (EXTENSIONS[extension] ?? "Whoever relies on it must look at it.")
				: "Installed clients work as before.",
	};
}

function describeDeprecation({ label, after }: LocatedFinding): Message {
	const name = label || "It";
	return after?.deprecated
		? {
				what: `${name} is deprecated.`,
				consequence: "Calls work as before; an editor strikes it through.",
			}
		: { what: `${name} is no longer deprecated.`, consequence: "" };
}

function describeBody({
	finding,
	owners,
}: LocatedFinding): Message | undefined {
	if (finding.kind === "modified") return undefined;
	return finding.kind === "added"
		? {
				what: "It takes a body now.",
				consequence: `${breaks(owners, "without one")}, and an installed client ${REFUSED}.`,
			}
		: {
				what: "It takes no body any more.",
				consequence: `${breaks(owners, "with one")}.`,
			};
}

function describeResponse({
	finding,
	owners,
}: LocatedFinding): Message | undefined {
	const { kind, property, base, path } = finding;
	const status = Number(keysOf(path).at(-1));
	if (kind === "modified") {
		if (property !== "key") return undefined;
		const before = Number(base?.value);
		return {
			what: `It answers ${code(status)}, where it was ${code(before)}.`,
			consequence:
				before < 300
					? "Calls work as before; code that looks at the status finds the new one."
					: `Code that catches ${thrown(before)} waits for it in vain.`,
		};
	}
	const isNew = kind === "added";
	if (status < 300)
		return {
			what: `It ${isNew ? "may now answer" : "no longer answers"} ${code(status)}.`,
			consequence: isNew
				? `${compile(owners)}.`
				: "Code that counts on that status or its body may no longer compile.",
		};
	return isNew
		? {
				what: `It may now fail with ${code(status)}.`,
				consequence: `${calls(owners, "may throw", "may throw")} ${thrown(status)}.`,
			}
		: {
				what: `It no longer fails with ${code(status)}.`,
				consequence: `Code that catches ${thrown(status)} waits for it in vain.`,
			};
}

function describeHeader({
	finding,
	label,
}: LocatedFinding): Message | undefined {
	if (finding.kind === "modified") return undefined;
	const isNew = finding.kind === "added";
	return {
		what: `The answer's header ${label} is ${isNew ? "new" : "gone"}.`,
		consequence: isNew
			? "Code compiles as before."
			: "Code that reads it finds nothing.",
	};
}

/** Describes how the API key is sent, and which operations require it. */
function describeKey(located: LocatedFinding): Message {
	return {
		what: redoclyMessage(located) || "What keys are asked for has changed.",
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
			consequence: "An installed client goes on calling the old address.",
		};
	return finding.kind === "added"
		? {
				what: `The server ${code(after?.url)} is new.`,
				consequence: "Calls go where they went.",
			}
		: undefined;
}
