/** Renders the Liquid variables of guides and descriptions, so that prose doesn't repeat facts that the description has. */
import { Liquid } from "liquidjs";
import type { Fee } from "../extensions.ts";
import { slugOf } from "../guides.ts";
import { type Description, escapePointer, type Node } from "../operations.ts";
import { grouped, textVariables } from "./text-variables.ts";

const engine = new Liquid({
	strictVariables: true,
	strictFilters: true,
	// The tags of a loop over table rows must not leave empty lines.
	trimTagRight: true,
	greedy: false,
});
engine.registerFilter("number", grouped);
/** The percentage part of a fee. */
engine.registerFilter("share", (amount: number, { percent }: Fee) =>
	Math.round((amount * percent) / 100),
);
const list = new Intl.ListFormat("en-GB");
/** Values as code: `XOF`, `USD` and `EUR`. */
engine.registerFilter("allOf", (values: string[]) =>
	list.format(values.map((value) => `\`${value}\``)),
);

/** Fills a text. `place` names it in errors. */
type Fill = (text: string, place: string) => string;

/**
 * Renders all texts of a description in place: guides, descriptions, and what its examples say.
 *
 * @throws {Error} If a text uses an unknown variable. The message has the guide's file, or the text's place in the bundle, with line and
 * column.
 */
export function fillTexts(document: Description): void {
	const { info, tags, ...rest } = document;
	// From a copy: operations that are read once are remembered, and here their texts aren't complete yet.
	fillAll(rest, "#", createFill(structuredClone(document)));
	const fill = createFill(document);
	info.description = fill(info.description, "openapi/introduction.md");
	for (const tag of tags)
		tag.description = fill(
			tag.description,
			tag["x-traitTag"] ? `openapi/guides/${slugOf(tag.name)}.md` : tag.name,
		);
}

function createFill(document: Description): Fill {
	const variables = textVariables(document);
	return (text, place) => {
		if (!text.includes("{{") && !text.includes("{%")) return text;
		try {
			return engine.parseAndRenderSync(text, variables);
		} catch (error) {
			throw new Error(`${place}: ${(error as Error).message}`);
		}
	};
}

function fillAll(node: Node, pointer: string, fill: Fill): void {
	for (const [key, value] of Object.entries(node)) {
		const at = `${pointer}/${escapePointer(key)}`;
		if (typeof value === "string") node[key] = fill(value, at);
		else if (value && typeof value === "object") fillAll(value, at, fill);
	}
}
