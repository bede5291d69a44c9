/** The start of an endpoint's response, for whoever wants to know why it failed. Nobody waits for it. */
import type { IncomingMessage } from "node:http";

/** Characters that are kept. */
export const MOST_KEPT = 2_000;

export interface ResponseText {
	/** What has arrived; null if nothing has. */
	soFar(): string | null;
	/** Resolves once nothing is added any more; undefined if that is so. */
	rest(): Promise<void> | undefined;
}

/** Keeps the start of a response's body, of which every piece is still read by others. */
export function keepText(response: IncomingMessage): ResponseText {
	const decoder = new TextDecoder();
	let text = "";
	let isOver = false;
	const over = new Promise<void>((resolve) => {
		const end = () => {
			isOver = true;
			resolve();
		};
		response.on("data", (piece: Buffer) => {
			if (isOver) return;
			text += decoder.decode(piece, { stream: true });
			if (text.length >= MOST_KEPT) end();
		});
		response.once("close", end);
		response.once("end", end);
	});
	return {
		soFar: () => (text === "" ? null : cut(text)),
		rest: () => (isOver ? undefined : over),
	};
}

/** Without half of a character at the end. */
function cut(text: string): string {
	const kept = text.slice(0, MOST_KEPT);
	return kept.isWellFormed() ? kept : kept.slice(0, -1).toWellFormed();
}
