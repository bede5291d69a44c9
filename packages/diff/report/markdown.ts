/** The Markdown report, for pull requests. */

import type { Change } from "../change.ts";
import { code } from "../format.ts";
import { type ChangeGroup, groupByLocation } from "./change-location.ts";
import type { Report } from "./report.ts";

/** Formats a report as GitHub Flavored Markdown. */
export function toMarkdown(report: Report): string {
	const { base, revision, changes, summary, verdict, allowed } = report;
	const [from, to] = [base, revision].map(
		({ name, version }) => `${version} (${code(name)})`,
	);
	const verdictLines =
		changes.length > 0 ? [`${allowed ? "✅" : "❌"} **${verdict}**`] : [];
	return [
		`## The API: ${summary}`,
		`From ${from} to ${to}.`,
		...verdictLines,
		...groupByLocation(report).map(formatGroup),
	]
		.join("\n\n")
		.concat("\n");
}

function formatGroup({ name, detail, within, changes }: ChangeGroup): string {
	const heading = name.includes(" ") ? name : code(name);
	const suffix = detail ? (detail === "event" ? detail : code(detail)) : "";
	return [
		`### ${[heading, suffix].filter(Boolean).join(" · ")}`,
		...(within.length > 0
			? [
					`In ${within.map((name) => (name.startsWith("all ") ? name : code(name))).join(", ")}.`,
				]
			: []),
		changes.map(formatChange).join("\n"),
	].join("\n\n");
}

const MARKS = {
	breaking: "**Breaking:**",
	additive: "Additive:",
	editorial: "Editorial:",
};

function formatChange({ severity, what, consequences }: Change): string {
	return [
		`- ${MARKS[severity]} ${escapeMarkdown(what)}`,
		...consequences.map((consequence) => `  ${escapeMarkdown(consequence)}`),
	].join("\\\n");
}

/** Escapes Markdown outside of code: patterns are full of special characters. */
function escapeMarkdown(text: string): string {
	return text
		.split(/(``.*?``|`[^`]*`)/)
		.map((part, index) =>
			index % 2 === 1 ? part : part.replaceAll(/[\\*_<>[\]#|]/g, "\\$&"),
		)
		.join("");
}
