/** A reader of updates, who is told how much was missed while behind. */
import type { ServerResponse } from "node:http";
import type {
	DeliveryUpdate,
	EventUpdate,
	RequestSummary,
	StreamMessage,
} from "@lomi/control";
import { openEventStream } from "./event-stream.ts";

/** What messages have lists of. */
export interface Lists {
	requests: RequestSummary[];
	events: EventUpdate[];
	deliveries: DeliveryUpdate[];
}
export type Kind = keyof Lists;
/** Lists that are only told to have changed. */
export type Changing = "snapshots" | "faults";
export const KINDS: Kind[] = ["requests", "events", "deliveries"];

/** A list, serialized once for all readers. */
export interface List {
	kind: Kind;
	/** A JSON array. */
	text: string;
	/** Number of its items. */
	length: number;
	/** How many more there were. */
	skipped: number;
}

export interface Reader {
	list(list: List): void;
	clock(): void;
	changed(what: Changing): void;
	/** Nothing that was missed until now matters any more. */
	reset(): void;
	beat(): void;
	end(): void;
}

/**
 * Answers with a stream for one reader.
 *
 * @param readClock Returns the clock's state as JSON.
 * @param onClose Called when it is gone, or has been ended.
 */
export function openReader(
	response: ServerResponse,
	readClock: () => string,
	onClose: () => void,
): Reader {
	const missed: Record<Kind, number> = {
		requests: 0,
		events: 0,
		deliveries: 0,
	};
	const owes = { clock: false, reset: false };
	const changed = new Set<Changing>();
	const catchUp = () => {
		if (owes.reset) sendReset();
		if (owes.clock) reader.clock();
		for (const what of [...changed]) reader.changed(what);
		for (const kind of KINDS)
			if (missed[kind] > 0)
				reader.list({ kind, text: "[]", length: 0, skipped: 0 });
	};
	const stream = openEventStream(response, catchUp, onClose);
	const send = (event: StreamMessage["event"], data: string) =>
		stream.send(event, data);
	const sendReset = () => {
		owes.reset = !stream.isReady();
		if (!owes.reset) send("reset", "{}");
	};
	const reader: Reader = {
		list({ kind, text, length, skipped }) {
			if (!stream.isReady()) {
				missed[kind] += length + skipped;
				return;
			}
			send(kind, `{"${kind}":${text},"skipped":${skipped + missed[kind]}}`);
			missed[kind] = 0;
		},
		clock() {
			owes.clock = !stream.isReady();
			if (!owes.clock) send("clock", readClock());
		},
		changed(what) {
			if (!stream.isReady()) changed.add(what);
			else {
				changed.delete(what);
				send(what, "{}");
			}
		},
		reset() {
			for (const kind of KINDS) missed[kind] = 0;
			sendReset();
		},
		beat() {
			if (stream.isReady()) stream.beat();
		},
		end: stream.end,
	};
	return reader;
}
