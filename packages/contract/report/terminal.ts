/** The terminal report: each failure, then a summary. */

import { bold, dim, green, redOut } from "@lomi/cli";
import wrapAnsi from "wrap-ansi";
import { countCells, type Failure, type Result } from "../result.ts";
import {
	escapeControls,
	formatCount,
	formatDuration,
	LABELS,
	MARKS,
	toSingleLine,
	verdictOf,
} from "./text.ts";

/** Columns for the labels of details. */
const LABEL_WIDTH = 9;
/** Lines of one detail that a terminal shows. The report files have all of it. */
const MAX_LINES = 3;

/**
 * Formats the failures, the notes and a summary.
 *
 * @param columns Width of the terminal. Without it, as in a pipe, nothing is wrapped, so that the output can be searched by line.
 */
export function describeResult(result: Result, columns?: number): string {
	const { failures, notes } = result;
	return [
		...failures.map((failure) => describeFailure(failure, columns)),
		...(notes.length > 0
			? [notes.map((note) => withLabel("! ", note, columns)).join("\n")]
			: []),
		summary(result, columns),
	].join("\n\n");
}

function describeFailure(failure: Failure, columns?: number): string {
	const { operation, check, message, curl } = failure;
	return [
		`${redOut(MARKS.differs)} ${bold(`${operation.id} · ${check}`)}`,
		withLabel("  ", message, columns),
		// Not wrapped, so that it can be copied.
		...curl.split("\n").map((line) => `  ${dim(escapeControls(line))}`),
		...detailsOf(failure).map(([name, text]) =>
			withLabel(`  ${name.padEnd(LABEL_WIDTH)} `, text, columns, MAX_LINES),
		),
	].join("\n");
}

/** The details of a failure, besides its message and curl commands. */
export function detailsOf({
	phase,
	tried,
	expected,
	got,
	place,
	count,
}: Failure): [name: string, text: string][] {
	const rows: [string, string | undefined][] = [
		["tried", tried && phase ? `${tried} (${phase})` : (tried ?? phase)],
		["expected", expected],
		["got", got],
		["source", place && `${place.file}:${place.line}`],
		["seen", count > 1 ? `${count} times` : undefined],
	];
	return rows.filter((row): row is [string, string] => Boolean(row[1]));
}

/** Puts a label before a text, and aligns the lines of a text that is wrapped. */
function withLabel(
	label: string,
	text: string,
	columns?: number,
	maxLines = Number.POSITIVE_INFINITY,
): string {
	const line = toSingleLine(text);
	if (columns === undefined) return dim(label) + line;
	const width = Math.max(columns - label.length, 20);
	const lines = wrapAnsi(line, width, { hard: true }).split("\n");
	const last = lines[maxLines - 1];
	if (lines.length > maxLines && last !== undefined)
		lines.splice(maxLines - 1, lines.length, `${last.slice(0, width - 1)}…`);
	return dim(label) + lines.join(`\n${" ".repeat(label.length)}`);
}

function summary(result: Result, columns?: number): string {
	const { operations, requests, duration, seed } = result;
	const { holds, differs, "not applicable": others } = countCells(result);
	const totals = [
		[
			`${formatCount(holds, "check")} ${LABELS.holds}`,
			`${differs} ${LABELS.differs}`,
			`${others} ${LABELS["not applicable"]}`,
		].join(", "),
		[
			formatCount(operations.length, "operation"),
			formatCount(requests, "request"),
			formatDuration(duration),
			...(seed === undefined ? [] : [`--seed ${seed}`]),
		].join(", "),
	].join(" · ");
	const { cell, sentence } = verdictOf(result);
	const paint = cell === "holds" ? green : redOut;
	return `${paint(`${MARKS[cell]} ${sentence}`)}\n${withLabel("  ", totals, columns)}`;
}
