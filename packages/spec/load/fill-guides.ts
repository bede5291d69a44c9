/** Fills in what the guides leave to the description, so that no fact of the API is typed in them. */
import { Liquid } from "liquidjs";
import { guidesOf, slugOf } from "../guides.ts";
import type { Description, Fee } from "../operations.ts";
import { grouped, guideVariables } from "./guide-variables.ts";

const engine = new Liquid({
	strictVariables: true,
	strictFilters: true,
	// A loop over the rows of a table leaves no empty line behind its tags.
	trimTagRight: true,
	greedy: false,
});
engine.registerFilter("number", grouped);
/** The part of a fee that grows with the amount. */
engine.registerFilter("share", (amount: number, { percent }: Fee) =>
	Math.round((amount * percent) / 100),
);

/**
 * Puts the facts into the introduction and the guides of a description, in place.
 *
 * @throws {Error} Where a guide names a fact that there isn't, with the guide's file, and line and column in it.
 */
export function fillGuides(document: Description): void {
	const facts = guideVariables(document);
	const fill = (text: string, file: string): string => {
		if (!text.includes("{{") && !text.includes("{%")) return text;
		try {
			return engine.parseAndRenderSync(text, facts);
		} catch (error) {
			throw new Error(`${file}: ${(error as Error).message}`);
		}
	};
	document.info.description = fill(
		document.info.description,
		"openapi/introduction.md",
	);
	for (const guide of guidesOf(document))
		guide.description = fill(
			guide.description,
			`openapi/guides/${slugOf(guide.name)}.md`,
		);
}
