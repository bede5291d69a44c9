/** What reports say in the same words, and texts of a server, which may hold anything, as they show them. */
import { type Cell, isConclusive, type Result } from "../result.ts";

/** What stands for a cell, so that its colour is not the only sign. */
export const MARKS: Record<Cell, string> = {
	differs: "✗",
	holds: "✓",
	"not applicable": "–",
};

/** The verb for so many checks: `1 holds`, `2 hold`. */
export function verbOf(cell: Cell, count: number): string {
	const one = count === 1;
	if (cell === "differs") return one ? "differs" : "differ";
	if (cell === "holds") return one ? "holds" : "hold";
	return one ? "doesn't apply" : "don't apply";
}

/** What came of a run, in a sentence. */
export function verdictOf(result: Result): {
	cell: "holds" | "differs";
	sentence: string;
} {
	const { failures } = result;
	if (failures.length > 0)
		return {
			cell: "differs",
			sentence: `${formatCount(failures.length, "difference")} between server and description.`,
		};
	if (isConclusive(result))
		return {
			cell: "holds",
			sentence: "The server does what the description says.",
		};
	return {
		cell: "differs",
		sentence: result.complete
			? "Nothing was checked: no chosen check applies to a chosen operation here."
			: "No difference so far, but not all was tried.",
	};
}

/** A number with what it counts: `1 request`, `1,204 requests`. */
export function formatCount(count: number, noun: string): string {
	return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A time for people: `4.2 s`, `12 min 3 s`, `8 h 20 min`. */
export function formatDuration(seconds: number): string {
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	const minutes = Math.floor(seconds / 60);
	return minutes < 60
		? `${minutes} min ${Math.floor(seconds % 60)} s`
		: `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Control characters as their pictures, ␀ and ␛: they would vanish from a page, and do as they please on a terminal. Lines and tabs stay. */
export function escapeControls(text: string): string {
	return text.toWellFormed().replaceAll(/(?![\n\t])\p{Cc}/gu, (character) => {
		const code = character.charCodeAt(0);
		if (code < 0x20) return String.fromCharCode(0x2400 + code);
		// The picture of DEL; what follows it has none.
		return code === 0x7f ? "␡" : "�";
	});
}

/** The same in one line: JSON that was laid out in many loses nothing by it. */
export function toSingleLine(text: string): string {
	return escapeControls(text.replaceAll(/\s*[\n\t]\s*/g, " ").trim());
}
