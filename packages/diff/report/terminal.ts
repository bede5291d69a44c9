/** The terminal report. */

import { bold, dim, green, redOut } from "@lomi/cli";
import wrapAnsi from "wrap-ansi";
import type { Change } from "../change.ts";
import { capitalize } from "../format.ts";
import { type ChangeGroup, groupByLocation } from "./change-location.ts";
import type { Report } from "./report.ts";

/** Formats a report for a terminal. Lines are wrapped at that many columns, except within names. */
export function toTerminal(report: Report, columns: number): string {
	const { base, revision, changes, summary, verdict, allowed } = report;
	const line = (text: string, indent = 0) =>
		wrapAnsi(text, Math.max(columns - indent, 20))
			.split("\n")
			.map((part) => `${" ".repeat(indent)}${part}`)
			.join("\n");
	const [from, to] = [base, revision].map(
		({ name, version }) => `${version} (${name})`,
	);
	const verdictLines =
		changes.length > 0
			? [line(allowed ? green(`✓ ${verdict}`) : redOut(`✗ ${verdict}`))]
			: [];
	return [
		line(bold(`${from} → ${to}`)),
		...groupByLocation(report).map((group) => formatGroup(group, line)),
		[line(`${capitalize(summary)}.`), ...verdictLines].join("\n"),
	].join("\n\n");
}

type Line = (text: string, indent?: number) => string;

function formatGroup(
	{ name, detail, within, changes }: ChangeGroup,
	line: Line,
): string {
	return [
		line(`${bold(name)}${detail ? `  ${dim(detail)}` : ""}`),
		...(within.length > 0 ? [line(dim(`in ${within.join(", ")}`), 2)] : []),
		...changes.map((change) => formatChange(change, line)),
	].join("\n");
}

const MARKS = {
	breaking: redOut("✗ Breaking:"),
	additive: green("+ Additive:"),
	editorial: dim("· Editorial:"),
};

function formatChange(
	{ severity, what, consequences }: Change,
	line: Line,
): string {
	const [mark, ...text] = line(`${MARKS[severity]} ${what}`, 4)
		.slice(2)
		.split("\n");
	return [
		[mark, ...text].join("\n"),
		...consequences.map((consequence) => line(dim(consequence), 4)),
	].join("\n");
}
