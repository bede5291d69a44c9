/** Renders the Liquid variables of the guides, so that guides don't repeat facts of the description. */
import { Liquid } from "liquidjs";
import { guidesOf, slugOf } from "../guides.ts";
import type { Description, Fee } from "../operations.ts";
import { grouped, guideVariables } from "./guide-variables.ts";

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

/**
 * Renders the introduction and the guides of a description in place.
 *
 * @throws {Error} If a guide uses an unknown variable. The message has the guide's file, line and column.
 */
export function fillGuides(document: Description): void {
	const variables = guideVariables(document);
	const fill = (text: string, file: string): string => {
		if (!text.includes("{{") && !text.includes("{%")) return text;
		try {
			return engine.parseAndRenderSync(text, variables);
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
