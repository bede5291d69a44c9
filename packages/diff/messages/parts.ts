/** What a difference outside of schemas is: in parameters, bodies, statuses and headers, in our extensions, in servers and keys. */
import { IDEMPOTENCY_KEY, keysOf } from "@lomi/spec";
import { extensionOf } from "../find/severity.ts";
import {
	breaks,
	type Context,
	calls,
	code,
	compile,
	consequenceOf,
	type Message,
	REFUSED,
	thrown,
} from "./phrases.ts";

/** The sentences of a finding that is not in a schema; undefined where there are no words for it. */
export function describePart(context: Context): Message[] | undefined {
	const { typeName, property = "" } = context.finding;
	const extension = extensionOf(context.finding);
	if (extension) return [describeExtension(context, extension)];
	if (property === "deprecated") return [describeDeprecation(context)];
	const said = PARTS[typeName]?.(context);
	return said && [said];
}

const PARTS: Record<string, (context: Context) => Message | undefined> = {
	Parameter: (context) =>
		context.direction === "sent"
			? describeParameter(context)
			: describeEventHeader(context),
	RequestBody: describeBody,
	Response: describeResponse,
	Header: describeHeader,
	Server: describeServer,
	SecurityScheme: describeKey,
	SecurityRequirement: describeKey,
	SecurityRequirementList: describeKey,
};

/** A finding for which there are no better words: Redocly's where it has some, or else what became of what. */
export function describeAnything(context: Context): Message {
	const { path, kind, property, revision } = context.finding;
	const name = code(property ?? keysOf(path).at(-1));
	const of = context.label ? ` of ${context.label}` : "";
	const now =
		kind === "modified" && revision?.value !== undefined
			? ` ${code(revision.value)} now`
			: { added: " new", removed: " gone", modified: " gone" }[kind];
	const { level, direction } = context;
	return {
		what: messageOf(context) || `${name}${of} is${now}.`,
		consequence:
			level !== "breaking"
				? consequenceOf(context, false)
				: direction === "sent"
					? `Calls may no longer compile, and an installed client may get ${thrown(400)}.`
					: "Code that reads it may no longer compile, and an installed client may meet what it does not expect.",
	};
}

function messageOf({ finding: { verdicts } }: Context): string {
	return verdicts
		.map(({ message }) => message.replaceAll(/'([^']*)'/g, "`$1`"))
		.join(" ");
}

/** What it means where one of our extensions says something else, and it matters. */
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
	{ finding, level, label }: Context,
	extension: string,
): Message {
	const { property = "", base, revision } = finding;
	const part = property.startsWith("x-") ? "" : property;
	const name = part ? `${code(part)} of ${code(extension)}` : code(extension);
	const of = label ? ` of ${label}` : "";
	const was =
		base?.value === undefined ? "" : `where it was ${code(base.value)}`;
	const is = revision?.value === undefined ? "gone" : `${code(revision.value)}`;
	return {
		what: `${name}${of} is ${[is, was].filter(Boolean).join(", ")}.`,
		consequence:
			level === "breaking"
				? (EXTENSIONS[extension] ?? "Whoever relies on it must look at it.")
				: "Installed clients work as before.",
	};
}

function describeDeprecation({ label, is }: Context): Message {
	const name = label || "It";
	return is?.deprecated
		? {
				what: `${name} is deprecated.`,
				consequence: "Calls work as before; an editor strikes it through.",
			}
		: { what: `${name} is no longer deprecated.`, consequence: "" };
}

function describeParameter(context: Context): Message | undefined {
	const { finding, owners, was, is } = context;
	const { kind, property } = finding;
	const name = nameOf(context);
	const byHand = (is ?? was)?.in === "header";
	if (kind === "removed")
		return {
			what: `${name} is gone.`,
			consequence: byHand
				? `${compile(owners)}; an installed client may still send it.`
				: `${breaks(owners, "with it")}, and an installed client that sends it may get ${thrown(400)}.`,
		};
	if (property === "key" || property === "name")
		return {
			what: `${name} was called ${code(was?.name)}.`,
			consequence: `${breaks(owners, "with the old name")}, and an installed client that sends it may get ${thrown(400)}.`,
		};
	if (kind !== "added" && property !== "required") return undefined;
	const fresh = kind === "added";
	if (is?.required)
		return {
			what: `${name} is ${fresh ? "new and" : "now"} required.`,
			consequence: byHand
				? whoSends(context)
				: `${breaks(owners, "without it")}, and an installed client that leaves it out ${REFUSED}.`,
		};
	return {
		what: `${name} ${fresh ? "is new" : "may now be left out"}.`,
		consequence: `${compile(owners)}${fresh ? ", and may send it" : ""}.`,
	};
}

/** The methods take no headers: what isn't the client's own is among the options of a call. */
function whoSends({ finding, owners, label }: Context): string {
	if (finding.revision?.pointer.startsWith(IDEMPOTENCY_KEY))
		return "Calls compile and work as before: the client always sends one. A program without the client may not.";
	return `${calls(owners, "compiles", "compile")} as before, and ${REFUSED} unless ${label} is among the \`headers\` of the options.`;
}

/** Events come with headers. */
function describeEventHeader(context: Context): Message | undefined {
	const { finding, was, is } = context;
	const { kind, property } = finding;
	const name = nameOf(context);
	if (kind === "added")
		return {
			what: `${name} is new.`,
			consequence: "Receivers work as before.",
		};
	if (kind === "removed")
		return {
			what: `${name} is gone.`,
			consequence: "Receivers that read it find nothing.",
		};
	if (property === "key" || property === "name")
		return {
			what: `${name} was called ${code(was?.name)}.`,
			consequence: "Receivers that read it by its old name find nothing.",
		};
	if (property !== "required") return undefined;
	return is?.required
		? {
				what: `${name} is now always there.`,
				consequence: "Receivers work as before.",
			}
		: {
				what: `${name} may now be missing.`,
				consequence: "Receivers that count on it find nothing.",
			};
}

function nameOf({ label, was, is }: Context): string {
	const { in: place } = is ?? was ?? {};
	const kinds: Record<string, string> = {
		query: "query parameter",
		header: "header",
	};
	return `the ${kinds[place] ?? "parameter"} ${label}`;
}

function describeBody({ finding, owners }: Context): Message | undefined {
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

/** A status that can be answered now, or no longer. */
function describeResponse({ finding, owners }: Context): Message | undefined {
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
	const added = kind === "added";
	if (status < 300)
		return {
			what: `It ${added ? "may now answer" : "no longer answers"} ${code(status)}.`,
			consequence: added
				? `${compile(owners)}.`
				: "Code that counts on that status or its body may no longer compile.",
		};
	return added
		? {
				what: `It may now fail with ${code(status)}.`,
				consequence: `${calls(owners, "may throw", "may throw")} ${thrown(status)}.`,
			}
		: {
				what: `It no longer fails with ${code(status)}.`,
				consequence: `Code that catches ${thrown(status)} waits for it in vain.`,
			};
}

/** A header of an answer. */
function describeHeader({ finding, label }: Context): Message | undefined {
	if (finding.kind === "modified") return undefined;
	const added = finding.kind === "added";
	return {
		what: `The answer's header ${label} is ${added ? "new" : "gone"}.`,
		consequence: added
			? "Code compiles as before."
			: "Code that reads it finds nothing.",
	};
}

/** How a key is sent, and where one must be. */
function describeKey(context: Context): Message {
	return {
		what: messageOf(context) || "What keys are asked for has changed.",
		consequence:
			context.level === "breaking"
				? `An installed client sends its key as before, and gets ${thrown(401)}.`
				: "Calls work as before.",
	};
}

function describeServer(context: Context): Message | undefined {
	const { finding, level, is } = context;
	if (level === "breaking")
		return {
			what: messageOf(context),
			consequence: "An installed client goes on calling the old address.",
		};
	return finding.kind === "added"
		? {
				what: `The server ${code(is?.url)} is new.`,
				consequence: "Calls go where they went.",
			}
		: undefined;
}
