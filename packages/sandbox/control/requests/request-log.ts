/** The latest requests to the API and their responses. Secrets are blanked on reading, which keeps recording cheap. */
import type { IncomingHttpHeaders } from "node:http";
import { elapsed, epochNow, nextTurn } from "../../timers.ts";

/** A request and its response. */
export interface NewExchange {
	/** Milliseconds, by the machine's clock. */
	received: number;
	method: string;
	url: string;
	operation: string | null;
	api_key: string;
	headers: IncomingHttpHeaders;
	/** Undefined if there was none, or nobody read it. */
	body: Buffer | undefined;
	/** Null if the connection was dropped. */
	status: number | null;
	/** Body of the response. */
	text: string;
	duration: number;
	fault_id: string | null;
	/** IDs of the events that it emitted. Those that were rolled back are among them. */
	caused: readonly string[];
}

export interface Exchange extends NewExchange {
	/** Counts from one to the next. */
	number: number;
	/** Characters that it takes. */
	size: number;
}

export interface RequestLog {
	add(exchange: NewExchange): Exchange;
	/** Undefined if it isn't kept any more. */
	get(number: number): Promise<Exchange | undefined>;
	/**
	 * Finds the newest first, and lets other work have its turn meanwhile.
	 *
	 * @param before Only those that came before the one with this number.
	 */
	find(
		fits: (exchange: Exchange) => boolean,
		limit: number,
		before?: number,
	): Promise<Exchange[]>;
	/** Numbers go on. */
	clear(): Promise<void>;
	/** Resolves once everything is kept that is to be kept. */
	close(): Promise<void>;
}

export const MAX_EXCHANGES = 10_000;
/** Limit of all bodies, headers and URLs together. */
export const MAX_CHARACTERS = 20_000_000;
/** Milliseconds that a search goes on before others have their turn. */
const SLICE = 10;

/** Keeps requests in memory. @param onAdd Called with each exchange. */
export function createRequestLog(
	onAdd: (exchange: Exchange) => void = () => {},
): RequestLog {
	/** In order, each with the number after the one before it. */
	let exchanges: (Exchange | undefined)[] = [];
	/** Where the oldest one that is kept is. */
	let start = 0;
	let size = 0;
	// The time at which it begins, so that a number isn't used again after a restart.
	let next = epochNow();
	const kept = () => exchanges.length - start;

	const get = (number: number) => {
		const at = exchanges.length - (next - number);
		return at >= start ? exchanges[at] : undefined;
	};

	const dropOldest = () => {
		size -= exchanges[start]?.size ?? 0;
		exchanges[start] = undefined;
		start++;
		// Moving all of them each time would take longer than everything else.
		if (start < MAX_EXCHANGES && kept() > 0) return;
		exchanges = exchanges.slice(start);
		start = 0;
	};

	return {
		add(added) {
			const exchange = { ...added, number: next++, size: sizeOf(added) };
			exchanges.push(exchange);
			size += exchange.size;
			while (kept() > MAX_EXCHANGES || (size > MAX_CHARACTERS && kept() > 0))
				dropOldest();
			onAdd(exchange);
			return exchange;
		},
		get: async (number) => get(number),
		async find(fits, limit, before = next) {
			const found: Exchange[] = [];
			let begin = elapsed();
			for (let number = Math.min(before, next) - 1; ; number--) {
				const exchange = get(number);
				if (!exchange) return found;
				if (fits(exchange) && found.push(exchange) >= limit) return found;
				if (elapsed() - begin < SLICE) continue;
				await nextTurn();
				begin = elapsed();
			}
		},
		async clear() {
			exchanges = [];
			start = 0;
			size = 0;
		},
		async close() {},
	};
}

/** Characters that an exchange takes. */
export function sizeOf({ body, text, url, headers }: NewExchange): number {
	let size = (body?.length ?? 0) + text.length + url.length;
	for (const name in headers)
		size += name.length + (headers[name]?.length ?? 0);
	return size;
}
