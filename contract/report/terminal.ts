/** What a run says on the terminal: a bar while it goes on, each difference with what to look at, and the sum of it. */
import { bold, dim, green, red } from "../../scripts/terminal.ts";
import { cellOf, type Failure, type Result } from "../result.ts";
import type { Step } from "../run.ts";

/** The differences, then what was looked at and what came of it. */
export function describeResult(result: Result): string {
	const { failures, notes } = result;
	return [
		...failures.map(describeFailure),
		...(notes.length > 0 ? [notes.map((note) => `! ${note}`).join("\n")] : []),
		summary(result),
	].join("\n\n");
}

function describeFailure(failure: Failure): string {
	const { operation, check, message, curl } = failure;
	return [
		`${red("✗")} ${bold(`${operation.id} · ${check}`)}`,
		`  ${message}`,
		...curl.split("\n").map((line) => `  ${dim(line)}`),
		...rowsOf(failure).map(
			([name, text]) => `  ${dim(name.padEnd(9))} ${text}`,
		),
	].join("\n");
}

/** What is known of a difference, besides its sentence and its curl line. */
export function rowsOf({
	tried,
	expected,
	got,
	place,
	count,
}: Failure): [name: string, text: string][] {
	const rows: [string, string | undefined][] = [
		["tried", tried],
		["expected", expected],
		["got", got],
		["said in", place && `${place.file}:${place.line}`],
		["seen", count > 1 ? `${count} times` : undefined],
	];
	return rows.filter((row): row is [string, string] => Boolean(row[1]));
}

function summary(result: Result): string {
	const { operations, checks, failures, requests, duration, seed } = result;
	const cells = operations.flatMap((operation) =>
		checks.map((check) => cellOf(result, operation, check)),
	);
	const count = (cell: string) => cells.filter((each) => each === cell).length;
	const counted = [
		`${operations.length} operations`,
		`${requests.toLocaleString("en")} requests`,
		`${duration.toFixed(1)} s`,
		...(seed === undefined ? [] : [`--seed ${seed}`]),
	].join(", ");
	const sum = `${count("holds")} checks hold, ${count("differs")} differ, ${count("not applicable")} don't apply`;
	const verdict =
		failures.length === 0
			? green("✓ The server does what the description says.")
			: red(
					`✗ ${failures.length} ${failures.length === 1 ? "difference" : "differences"} between server and description.`,
				);
	return `${verdict}\n  ${sum} ${dim(`(${counted})`)}`;
}

const WIDTH = 24;

/** Draws how far a run is, over and over in one line; nothing in a pipe. */
export function progressBar(stream: NodeJS.WriteStream): {
	draw(step: Step): void;
	clear(): void;
} {
	if (!stream.isTTY) return { draw() {}, clear() {} };
	return {
		draw({ phase, done, total, failures, operation }) {
			const filled = Math.floor((WIDTH * done) / total);
			const bar = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
			const found = failures > 0 ? `  ${failures} ✗` : "";
			const line = `${bar} ${phase}: ${operation.id}${found}`;
			stream.write(`\r\x1b[2K${line.slice(0, (stream.columns ?? 80) - 1)}`);
		},
		clear: () => void stream.write("\r\x1b[2K"),
	};
}
