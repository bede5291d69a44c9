/** What a difference is told with: what it is about, and who is concerned. */

import { errorClass } from "lomi-openapi/internal";
import type { LocatedFinding } from "../find/locate.ts";
import { callOf, type Owner } from "../find/owners.ts";
import type { Severity } from "../find/severity.ts";
import { code } from "../format.ts";

/** A sentence on what changed, and one on what that means to whoever uses the client. */
export interface Message {
	what: string;
	consequence: string;
	/** Where it differs from the level of the finding as a whole. */
	severity?: Severity;
}

/** What a request that isn't valid ends with. */
export const REFUSED = `gets ${thrown(400)}`;

/** What the client throws for a status: ``a `NotFoundError` ``. */
export function thrown(status: number): string {
	const { name } = errorClass(status);
	return `${/^[AEIOU]/.test(name) ? "an" : "a"} \`${name}\``;
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
			: `${compile(owners)}, and what is no longer valid ${REFUSED}.`;
	}
	if (severity !== "breaking") return "Code compiles as before.";
	return typed
		? `Code that reads ${label} may no longer compile, and an installed client may meet what it does not expect.`
		: "Code compiles as before, and may meet what it does not expect.";
}
