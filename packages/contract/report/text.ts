/** What reports have in common: words, number formats, and the escaping of text from a server, which may contain anything. */
import { type Cell, isConclusive, type Result } from "../result.ts";

/** The mark of a cell, so that its colour isn't the only sign. */
export const MARKS: Record<Cell, string> = {
	differs: "✗",
	holds: "✓",
	"not applicable": "–",
};

/** What people read for a cell. */
export const LABELS: Record<Cell, string> = {
	differs: "failed",
	holds: "passed",
	"not applicable": "not applicable",
};

/** The verdict on a run, in one sentence. */
export function verdictOf(result: Result): {
	cell: "holds" | "differs";
	sentence: string;
} {
	const { failures } = result;
	if (failures.length > 0)
		return {
			cell: "differs",
			sentence: `${formatCount(failures.length, "failure")}: the server doesn't conform to the description.`,
		};
	if (isConclusive(result))
		return {
			cell: "holds",
			sentence: "The server conforms to the description.",
		};
	return {
		cell: "differs",
		sentence: result.complete
			? "Nothing was checked: no selected check applies to a selected operation."
			: "No failure so far, but the run is incomplete.",
	};
}

/** Formats a number with its noun: `1 request`, `1,204 requests`. */
export function formatCount(count: number, noun: string): string {
	return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Formats a duration: `4.2 s`, `12 min 3 s`, `8 h 20 min`. */
export function formatDuration(seconds: number): string {
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	const minutes = Math.floor(seconds / 60);
	return minutes < 60
		? `${minutes} min ${Math.floor(seconds % 60)} s`
		: `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * Replaces control characters by their symbols, such as ␀ and ␛: a page wouldn't show them, and a terminal would obey them. Line breaks and
 * tabs are kept.
 */
export function escapeControls(text: string): string {
	return text.toWellFormed().replaceAll(/(?![\n\t])\p{Cc}/gu, (character) => {
		const code = character.charCodeAt(0);
		if (code < 0x20) return String.fromCharCode(0x2400 + code);
		// DEL has a symbol, the C1 controls have none.
		return code === 0x7f ? "␡" : "�";
	});
}

/** Escapes control characters and joins lines, which pretty-printed JSON survives unharmed. */
export function toSingleLine(text: string): string {
	return escapeControls(text.replaceAll(/\s*[\n\t]\s*/g, " ").trim());
}
