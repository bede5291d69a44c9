/** Reads a sandbox's stream of updates, and validates each message. */
import { expect } from "vitest";
import type { StreamMessage } from "../../../generated/control.ts";
import { controlViolations } from "../../bundle.ts";

type Name = StreamMessage["event"];
type MessageOf<Of extends Name> = Extract<StreamMessage, { event: Of }>;

export interface OpenStream {
	/** The next message of a kind that fits. Those before it are skipped. */
	next<Of extends Name>(
		event: Of,
		fits?: (data: MessageOf<Of>["data"]) => boolean,
	): Promise<MessageOf<Of>["data"]>;
	/** All messages so far. */
	messages: StreamMessage[];
	/** The response's headers. */
	headers: Headers;
	/** Resolves at its end, and rejects if the connection is cut. */
	ended: Promise<void>;
	/** Goes away. */
	close(): void;
}

/** @param url The sandbox's. */
export async function openStream(url: string): Promise<OpenStream> {
	const gone = new AbortController();
	const response = await fetch(`${url}/_sandbox/stream`, {
		signal: gone.signal,
		headers: { accept: "text/event-stream" },
	});
	expect(response.status).toBe(200);
	const messages: StreamMessage[] = [];
	let read = 0;
	let wake = () => {};
	let isOver = false;
	const ended = (async () => {
		let text = "";
		const decoder = new TextDecoder();
		for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
			text += decoder.decode(chunk, { stream: true });
			const blocks = text.split("\n\n");
			text = blocks.pop() ?? "";
			messages.push(...blocks.flatMap(parse));
			wake();
		}
	})().finally(() => {
		isOver = true;
		wake();
	});
	// Whoever closes it doesn't wait for it.
	ended.catch(() => {});
	return {
		messages,
		headers: response.headers,
		ended,
		async next(event, fits = () => true) {
			for (;;) {
				const message = messages[read++];
				if (message?.event === event && fits(message.data as never))
					return message.data as never;
				if (message) continue;
				read--;
				if (isOver) throw new Error(`The stream ended without ${event}.`);
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		},
		close: () => gone.abort(),
	};
}

/** Comments and `retry` aren't messages. */
function parse(block: string): StreamMessage[] {
	const [, event, data] =
		/^event: (\w+)\ndata: (.*)$/s.exec(block) ?? ([] as undefined[]);
	if (event === undefined || data === undefined) {
		expect(block).toMatch(/^(:|retry: \d+)$/);
		return [];
	}
	const message = { event, data: JSON.parse(data) } as StreamMessage;
	expect(
		controlViolations("#/components/schemas/StreamMessage", message),
	).toStrictEqual([]);
	return [message];
}
