/** Renders diagrams at build time with Graphviz, compiled to WebAssembly. */
import type { Viz } from "@viz-js/viz";

/** Attributes of all diagrams. Colours are set in CSS by class, so that they follow the theme. */
const LOOK = {
	graphAttributes: { bgcolor: "none", nodesep: 0.5, ranksep: 0.45, pad: 0.1 },
	nodeAttributes: {
		shape: "box",
		style: "rounded",
		fontname: "sans-serif",
		// Larger than displayed: font widths differ between machines, and the text must fit.
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
 * Renders a graph.
 *
 * @param source DOT. The first line, `// …`, is the text alternative.
 * @throws {Error} If it isn't valid DOT, or the first line is missing.
 */
export function drawDiagram(viz: Viz, source: string): string {
	const [, description] = /^\/\/ (.+)\n/.exec(source) ?? [];
	if (!description)
		throw new Error(
			`The first line of a diagram must be its text alternative: // A session is open, then completed.\n${source}`,
		);
	const svg = viz
		.renderString(source, { format: "svg", ...LOOK })
		.replace(/^[\s\S]*?<svg /, "<svg ")
		// Removes Graphviz's comments and titles, which browsers would show as tooltips.
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
