/** Load tests with autocannon. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { merchantsOf } from "lomi-sandbox/bench";
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
/** Headers for requests as the first merchant. */
export const KEYED = {
	"x-api-key": merchant?.api_key ?? "",
	"content-type": "application/json",
};

export interface Sent {
	/** Responses per second. */
	rate: number;
	/** 99th percentile of the latency, in milliseconds. */
	p99: number;
	/** The server's CPU time per response, in microseconds. */
	work: number;
}

/**
 * Sends the requests in turn, with the first merchant's key unless they have headers.
 *
 * @param requests With absolute paths.
 */
export async function send(
	server: Started,
	requests: object[],
	seconds: number,
	connections = CONNECTIONS,
): Promise<Sent> {
	const before = server.processorTime();
	const { requests: answered, latency } = await autocannon({
		url: server.origin,
		requests: requests.map((request) => ({ headers: KEYED, ...request })),
		connections,
		duration: seconds,
	});
	const worked = server.processorTime() - before;
	return {
		rate: answered.average,
		p99: latency.p99,
		work: (worked / answered.total) * 1e6,
	};
}
