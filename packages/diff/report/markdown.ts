/** A report for a pull request. */

import type { Change } from "../change.ts";
import { code } from "../format.ts";
import { type Group, groupByLocation } from "./change-location.ts";
import type { Report } from "./report.ts";

/** The report as GitHub's Markdown. */
export function toMarkdown(report: Report): string {
	const { base, revision, changes, summary, verdict, allowed } = report;
	const [from, to] = [base, revision].map(
		({ name, version }) => `${version} (${code(name)})`,
	);
	const judged =
		changes.length > 0 ? [`${allowed ? "✅" : "❌"} **${verdict}**`] : [];
	return [
		`## The API: ${summary}`,
		`From ${from} to ${to}.`,
		...judged,
		...groupByLocation(report).map(markdownGroup),
	]
		.join("\n\n")
		.concat("\n");
}

function markdownGroup({ name, detail, within, changes }: Group): string {
	const heading = name.includes(" ") ? name : code(name);
	const about = detail ? (detail === "event" ? detail : code(detail)) : "";
	return [
		`### ${[heading, about].filter(Boolean).join(" · ")}`,
		...(within.length > 0
			? [
					`In ${within.map((name) => (name.startsWith("all ") ? name : code(name))).join(", ")}.`,
				]
			: []),
		changes.map(markdownChange).join("\n"),
	].join("\n\n");
}

const MARKS = {
	breaking: "**Breaking:**",
	additive: "Additive:",
	editorial: "Editorial:",
};

function markdownChange({ severity, what, consequences }: Change): string {
	return [
		`- ${MARKS[severity]} ${plain(what)}`,
		...consequences.map((consequence) => `  ${plain(consequence)}`),
	].join("\\\n");
}

/** Everything but what is in backticks is text, whatever it looks like: patterns are full of signs. */
function plain(text: string): string {
	return text
		.split(/(``.*?``|`[^`]*`)/)
		.map((part, index) =>
			index % 2 === 1 ? part : part.replaceAll(/[\\*_<>[\]#|]/g, "\\$&"),
		)
		.join("");
}
