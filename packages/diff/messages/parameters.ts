/** Describes findings about parameters of requests and headers of events. */
import { IDEMPOTENCY_KEY } from "@lomi/spec";
import type { LocatedFinding } from "../find/locate.ts";
import { code } from "../format.ts";
import {
	breaks,
	calls,
	compile,
	type Message,
	REFUSED,
	thrown,
} from "./phrases.ts";

export function describeParameter(
	located: LocatedFinding,
): Message | undefined {
	const { finding, owners, before, after } = located;
	const { kind, property } = finding;
	const name = nameOf(located);
	const isHeader = (after ?? before)?.in === "header";
	if (kind === "removed")
		return {
			what: `${name} was removed.`,
			consequence: isHeader
				? `${compile(owners)}; an installed client may still send it.`
				: `${breaks(owners, "with it")}, and an installed client that sends it may get ${thrown(400)}.`,
		};
	if (property === "key" || property === "name")
		return {
			what: `${name} was renamed from ${code(before?.name)}.`,
			consequence: `${breaks(owners, "with the old name")}, and an installed client that sends it may get ${thrown(400)}.`,
		};
	if (kind !== "added" && property !== "required") return undefined;
	const isNew = kind === "added";
	if (after?.required)
		return {
			what: `${name} is ${isNew ? "new and" : "now"} required.`,
			consequence: isHeader
				? describeRequiredHeader(located)
				: `${breaks(owners, "without it")}, and an installed client that leaves it out ${REFUSED}.`,
		};
	return {
		what: `${name} ${isNew ? "was added" : "is now optional"}.`,
		consequence: `${compile(owners)}${isNew ? ", and may send it" : ""}.`,
	};
}

/** Methods have no argument for headers: the client sets the idempotency key, and all others are options of a call. */
function describeRequiredHeader({
	finding,
	owners,
	label,
}: LocatedFinding): string {
	if (finding.revision?.pointer.startsWith(IDEMPOTENCY_KEY))
		return "Calls compile and work as before: the client always sends one. A program without the client may not.";
	return `${calls(owners, "compiles", "compile")} as before, but a call ${REFUSED} unless ${label} is among the \`headers\` of the options.`;
}

export function describeEventHeader(
	located: LocatedFinding,
): Message | undefined {
	const { finding, before, after } = located;
	const { kind, property } = finding;
	const name = nameOf(located);
	if (kind === "added")
		return {
			what: `${name} was added.`,
			consequence: "Receivers work as before.",
		};
	if (kind === "removed")
		return {
			what: `${name} was removed.`,
			consequence: "Receivers that read it no longer find it.",
		};
	if (property === "key" || property === "name")
		return {
			what: `${name} was renamed from ${code(before?.name)}.`,
			consequence: "Receivers that read it by its old name no longer find it.",
		};
	if (property !== "required") return undefined;
	return after?.required
		? {
				what: `${name} is now always present.`,
				consequence: "Receivers work as before.",
			}
		: {
				what: `${name} may now be missing.`,
				consequence: "Receivers that rely on it may not find it.",
			};
}

function nameOf({ label, before, after }: LocatedFinding): string {
	const { in: location } = after ?? before ?? {};
	const kinds: Record<string, string> = {
		query: "query parameter",
		header: "header",
	};
	return `the ${kinds[location] ?? "parameter"} ${label}`;
}
