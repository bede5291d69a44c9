/** One reader of server-sent events. */
import type { ServerResponse } from "node:http";
import { STREAM_TYPE } from "@lomi/spec";
import { clearTimeout, setTimeout } from "../../timers.ts";

export interface EventStream {
	/** False while it is behind: what is sent then would be kept in memory. */
	isReady(): boolean;
	/** @param data JSON. */
	send(event: string, data: string): void;
	/** Sends what keeps the connection open. */
	beat(): void;
	/** Ends it, also if its reader has stopped reading. */
	end(): void;
}

/** Milliseconds until a browser connects again. */
const RETRY = 1_000;
/** Milliseconds that a reader has to take what was sent last. */
const GRACE = 200;

/**
 * Answers with a stream.
 *
 * @param onReady Called when it is no longer behind.
 * @param onClose Called when either end has closed it.
 */
export function openEventStream(
	response: ServerResponse,
	onReady: () => void,
	onClose: () => void,
): EventStream {
	let cut: NodeJS.Timeout | undefined;
	response.writeHead(200, {
		"content-type": STREAM_TYPE,
		"cache-control": "no-store",
	});
	response.write(`retry: ${RETRY}\n\n`);
	response.on("drain", onReady);
	response.once("close", () => {
		clearTimeout(cut);
		onClose();
	});
	return {
		isReady: () => !response.writableNeedDrain,
		send: (event, data) =>
			void response.write(`event: ${event}\ndata: ${data}\n\n`),
		beat: () => void response.write(":\n\n"),
		end() {
			response.end();
			cut ??= setTimeout(() => response.destroy(), GRACE);
		},
	};
}
