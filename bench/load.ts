/** Requests to a server, as many as it answers in some time, by autocannon. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { merchantsOf } from "lomi-sandbox/seed";
import { BUNDLE, peer, type Started } from "./servers.ts";

interface Load {
	requests: { total: number; average: number };
	latency: { p99: number };
}
type Autocannon = (options: object) => Promise<Load>;
const autocannon: Autocannon = createRequire(import.meta.url)(
	peer("autocannon/autocannon.js"),
);

const CONNECTIONS = 10;

const [merchant] = merchantsOf(JSON.parse(readFileSync(BUNDLE, "utf8")));
/** What a request of the first merchant has in its headers. */
export const KEYED = {
	"x-api-key": merchant?.api_key ?? "",
	"content-type": "application/json",
};

export interface Sent {
	/** Answers in a second. */
	rate: number;
	/** Milliseconds in which 99 of 100 were there. */
	p99: number;
	/** Microseconds of the processor's time that one took the server. */
	work: number;
}

/**
 * Sends requests in turn, with the first merchant's key unless they have headers of their own.
 *
 * @param requests With a path from the root.
 */
export async function send(
	server: Started,
	requests: object[],
	seconds: number,
): Promise<Sent> {
	const before = server.processorTime();
	const { requests: answered, latency } = await autocannon({
		url: server.origin,
		requests: requests.map((request) => ({ headers: KEYED, ...request })),
		connections: CONNECTIONS,
		duration: seconds,
	});
	const worked = server.processorTime() - before;
	return {
		rate: answered.average,
		p99: latency.p99,
		work: (worked / answered.total) * 1e6,
	};
}
