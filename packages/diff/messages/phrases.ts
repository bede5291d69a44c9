/** What a difference is told with: what it is about, and who is concerned. */

import type { Node } from "@lomi/spec";
import { errorClass } from "lomi-openapi/internal";
import type { Place } from "../compare.ts";
import type { Direction } from "../find/directions.ts";
import { callOf, type Owner } from "../find/owners.ts";
import type { Finding } from "../find/redocly.ts";
import type { Severity } from "../find/severity.ts";

/** A sentence on what changed, and one on what that means to whoever uses the client. */
export interface Message {
	what: string;
	consequence: string;
	/** Where it differs from the level of the finding as a whole. */
	level?: Severity;
}

/** A finding with all that its sentences need. */
export interface Context {
	finding: Finding;
	direction: Direction;
	level: Severity;
	owners: Owner[];
	place: Place;
	/** The field, parameter or header that it is about, by its path: `data.city`. Empty where it is a whole body or shared schema. */
	field: string;
	/** Which of several schemas it is in: `` of `PlanLinkCreate` ``. Mostly empty. */
	of: string;
	/** Both for a sentence, or what the whole is called. */
	label: string;
	/** The node that was modified, before and now. */
	was: Node | undefined;
	is: Node | undefined;
}

/** What a request that isn't valid ends with. */
export const REFUSED = `gets ${thrown(400)}`;

/** What the client throws for a status: ``a `NotFoundError` ``. */
export function thrown(status: number): string {
	const { name } = errorClass(status);
	return `${/^[AEIOU]/.test(name) ? "an" : "a"} \`${name}\``;
}

/** Names in backticks, with commas and an "and". */
export function list(names: unknown[]): string {
	const quoted = names.map((name) => code(name));
	const last = quoted.pop() ?? "";
	return quoted.length > 0 ? `${quoted.join(", ")} and ${last}` : last;
}

/** With a capital at its beginning. */
export function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A value in backticks and in one line; text without its quotes. */
export function code(value: unknown): string {
	const text = (
		typeof value === "string" ? value : JSON.stringify(value)
	).replaceAll(/\p{Cc}+/gu, " ");
	return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** The calls that are concerned, as the subject of a sentence with its verb: `` `lomi.customers.create` no longer compiles ``. */
export function calls(owners: Owner[], one: string, many: string): string {
	const [only, ...others] = owners;
	return only?.kind === "operation" && only.revision && others.length === 0
		? `${code(callOf(only.revision))} ${one}`
		: `Calls ${many}`;
}

/** The calls as they are, which go on compiling. */
export function compile(owners: Owner[]): string {
	return `${calls(owners, "compiles", "compile")} as before`;
}

/** The calls with something, which no longer compile. */
export function breaks(owners: Owner[], rest: string): string {
	return `${calls(owners, "no longer compiles", "no longer compile")} ${rest}`;
}

/** What a change in what is asked or promised means, where there is no better word for it. `typed` says that it shows in the types. */
export function consequenceOf(
	{ direction, level, owners, label }: Context,
	typed: boolean,
): string {
	if (direction === "sent") {
		if (level !== "breaking") return `${compile(owners)}.`;
		return typed
			? `${breaks(owners, "with anything else")}, and an installed client that sends it ${REFUSED}.`
			: `${compile(owners)}, and what is no longer valid ${REFUSED}.`;
	}
	if (level !== "breaking") return "Code compiles as before.";
	return typed
		? `Code that reads ${label} may no longer compile, and an installed client may meet what it does not expect.`
		: "Code compiles as before, and may meet what it does not expect.";
}
