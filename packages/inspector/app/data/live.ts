/** What happens in the sandbox, as it happens. */
import type { components } from "@lomi/control";
import { batch, signal } from "@preact/signals";
import { controlPath } from "./paths.ts";

type Message = components["schemas"]["StreamMessage"];
/** The data of the stream's messages, by their name. */
export type StreamMessages = {
	[Kind in Message["event"]]: Extract<Message, { event: Kind }>["data"];
};
export type StreamKind = keyof StreamMessages;
type Listener<Kind extends StreamKind> = (
	message: StreamMessages[Kind],
) => void;

/** Whether the stream is open. */
export const isConnected = signal(true);
/** The clock's last known state, and when it was heard of. */
export const clock = signal<
	(StreamMessages["clock"] & { heard: number }) | null
>(null);

const KINDS = [
	"requests",
	"events",
	"deliveries",
	"clock",
	"snapshots",
	"faults",
	"reset",
] as const satisfies StreamKind[];
const listeners: { [Kind in StreamKind]: Set<Listener<Kind>> } = {
	requests: new Set(),
	events: new Set(),
	deliveries: new Set(),
	clock: new Set(),
	snapshots: new Set(),
	faults: new Set(),
	reset: new Set(),
};

/** Calls back on each message of a kind. Returns a function that ends it. */
export function listen<Kind extends StreamKind>(
	kind: Kind,
	listener: Listener<Kind>,
): () => void {
	const all: Set<Listener<Kind>> = listeners[kind];
	all.add(listener);
	return () => all.delete(listener);
}

let source: EventSource | undefined;
/** Whether something may have happened that the page wasn't told. */
let hasMissed = false;

/**
 * Follows the stream while the page can be seen: browsers have six connections to a server for all of their tabs, and one that is hidden
 * needs none.
 */
export function follow(): void {
	document.addEventListener("visibilitychange", () => {
		if (!document.hidden) connect();
		else if (source) {
			source.close();
			source = undefined;
			hasMissed = true;
		}
	});
	connect();
}

/** Opens the stream, unless it is open. The browser opens it again whenever it ends. */
function connect(): void {
	if (source || document.hidden) return;
	const opened = new EventSource(controlPath("/stream"));
	source = opened;
	opened.onopen = () => {
		if (hasMissed) publish("reset", {});
		hasMissed = false;
		isConnected.value = true;
	};
	opened.onerror = () => {
		isConnected.value = false;
		hasMissed = true;
		// Browsers only retry connections that were open.
		if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
		source = undefined;
		setTimeout(connect, 1_000);
	};
	for (const kind of KINDS)
		opened.addEventListener(kind, ({ data }) =>
			publish(kind, JSON.parse(data)),
		);
}

function publish<Kind extends StreamKind>(
	kind: Kind,
	message: StreamMessages[Kind],
): void {
	batch(() => {
		for (const listener of [...listeners[kind]]) listener(message);
	});
}

listen("clock", (message) => {
	clock.value = { ...message, heard: performance.now() };
});
