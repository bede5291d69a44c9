/** Phrases that messages have in common. */

import { errorClass } from "lomi-openapi/internal";
import type { LocatedFinding } from "../find/locate.ts";
import { callOf, type Owner } from "../find/owners.ts";
import type { Severity } from "../find/severity.ts";
import { code } from "../format.ts";

/** One sentence on what changed, and one on what that means for users of the client. */
export interface Message {
	what: string;
	consequence: string;
	/** If it differs from the severity of the whole finding. */
	severity?: Severity;
}

/** The fate of an invalid request. */
export const REFUSED = `gets ${thrown(400)}`;

/** The class that the client throws for a status: ``a `NotFoundError` ``. */
export function thrown(status: number): string {
	const { name } = errorClass(status);
	return `${/^[AEIOU]/.test(name) ? "an" : "a"} \`${name}\``;
}

/** The affected calls as the subject of a sentence, with its verb: `` `lomi.customers.create` no longer compiles ``. */
export function calls(owners: Owner[], one: string, many: string): string {
	const [only, ...others] = owners;
	return only?.kind === "operation" && only.revision && others.length === 0
		? `${code(callOf(only.revision))} ${one}`
		: `Calls ${many}`;
}

/** Existing calls compile as before. */
export function compile(owners: Owner[]): string {
	return `${calls(owners, "compiles", "compile")} as before`;
}

/** Calls no longer compile with or without something, which `rest` names. */
export function breaks(owners: Owner[], rest: string): string {
	return `${calls(owners, "no longer compiles", "no longer compile")} ${rest}`;
}

/**
 * The consequence of a changed constraint.
 *
 * @param typed True if the change shows in the types.
 */
export function consequenceOf(
	{
		direction,
		severity,
		owners,
		label,
	}: Pick<LocatedFinding, "direction" | "severity" | "owners" | "label">,
	typed: boolean,
): string {
	if (direction === "sent") {
		if (severity !== "breaking") return `${compile(owners)}.`;
		return typed
			? `${breaks(owners, "with anything else")}, and an installed client that sends it ${REFUSED}.`
			: `${compile(owners)}, but a value that is no longer valid ${REFUSED}.`;
	}
	if (severity !== "breaking") return "Code compiles as before.";
	return typed
		? `Code that reads ${label} may no longer compile, and an installed client may receive values that it does not expect.`
		: "Code compiles as before, but may receive values that it does not expect.";
}
