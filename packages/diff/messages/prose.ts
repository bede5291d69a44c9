/** What a change that only people read is called in its list: `Changed texts: …`. */
import { keysOf } from "@lomi/spec";
import type { LocatedFinding } from "../find/locate.ts";
import { extensionOf, isOpenListEntry } from "../find/severity.ts";
import { code } from "../format.ts";

type ProseFinding = Pick<
	LocatedFinding,
	"finding" | "label" | "before" | "after"
>;

/** The list that a finding belongs to, and its name there. */
export function describeProse(located: ProseFinding): {
	kind: "Texts" | "Examples";
	name: string;
} {
	const { property } = located.finding;
	return property === "example" || property === "examples"
		? { kind: "Examples", name: located.label }
		: { kind: "Texts", name: nameOf(located) };
}

function nameOf({ finding, label, before, after }: ProseFinding): string {
	const { typeName, path, property = "" } = finding;
	const extension = extensionOf(finding);
	if (extension && !isOpenListEntry(path) && typeName !== "Tag")
		return `${code(extension)}${label && ` of ${label}`}`;
	switch (typeName) {
		case "Operation":
			return `the ${property}`;
		case "RequestBody":
			return "the body";
		case "Response":
			return `the response ${code(keysOf(path).at(-1))}`;
		case "Tag":
			return code((after ?? before)?.name);
		case "Info":
			return property === "description"
				? "the introduction"
				: `the ${property}`;
		case "License":
			return "the licence";
		case "Contact":
			return "the contact";
		case "Link":
		case "LinksMap":
			return "the links";
		default:
			return label || typeName;
	}
}
