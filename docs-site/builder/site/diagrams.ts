/** Pictures drawn from text when the site is built: Graphviz, compiled to WebAssembly, needs no browser. */
import type { Viz } from "@viz-js/viz";

/** What all pictures have in common. Colours come from the stylesheet, by class, so that they follow the theme. */
const LOOK = {
	graphAttributes: { bgcolor: "none", nodesep: 0.5, ranksep: 0.45, pad: 0.1 },
	nodeAttributes: {
		shape: "box",
		style: "rounded",
		fontname: "sans-serif",
		// Larger than it is shown: letters differ from machine to machine, and must fit anyway.
		fontsize: 16,
		margin: "0.2,0.1",
		height: 0.4,
	},
	edgeAttributes: {
		fontname: "sans-serif",
		fontsize: 14,
		arrowsize: 0.7,
		labelfloat: false,
	},
};

/**
 * Draws a graph.
 *
 * @param source DOT, whose first line, `// …`, says what the picture shows.
 * @throws {Error} Where it isn't DOT, or says nothing.
 */
export function drawDiagram(viz: Viz, source: string): string {
	const [, description] = /^\/\/ (.+)\n/.exec(source) ?? [];
	if (!description)
		throw new Error(
			`The first line of a picture says what it shows: // A session is open, then completed.\n${source}`,
		);
	const svg = viz
		.renderString(source, { format: "svg", ...LOOK })
		.replace(/^[\s\S]*?<svg /, "<svg ")
		// Its own comments and titles are names for programs, and the titles would pop up under the mouse.
		.replaceAll(/<!--[\s\S]*?-->\n?|<title>[\s\S]*?<\/title>\n?/g, "")
		.replaceAll(/ (fill|stroke|font-family|font-size|id)="[^"]*"/g, "")
		.replace(/ xmlns:xlink="[^"]*"/, "");
	const [, width = "0"] = /^<svg width="(\d+)/.exec(svg) ?? [];
	const fitted = svg.replace(
		/^<svg width="\d+pt" height="\d+pt"/,
		`<svg role="img" aria-label="${description.replaceAll('"', "&quot;")}" width="${width}"`,
	);
	return `<figure class="diagram" tabindex="0">${fitted.trim()}</figure>`;
}
