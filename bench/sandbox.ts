/**
 * The packed sandbox next to mocks of the same description: requests per second and p99 latency with autocannon, time from start to the first
 * response, and memory. Servers take turns, so that other load on the machine affects all of them.
 * `npm run bench -- sandbox`
 */
import { availableParallelism } from "node:os";
import { bold, dim, dimError } from "@lomi/cli";
import { KEYED, send } from "./load.ts";
import { median, progress } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import { SERVERS, type Started, start } from "./servers.ts";

const SECONDS = 1;
const OWN = "lomi-sandbox";
const PEER = "prism";

/** The requests, the expected status, and the minimum ratio to Prism's rate. */
const CASES = {
	"reading one": {
		least: 5,
		status: 200,
		request: (id: string) => ({ path: `/customers/${id}`, headers: KEYED }),
	},
	"missing key": {
		least: 5,
		status: 401,
		request: (id: string) => ({ path: `/customers/${id}`, headers: {} }),
	},
	"refused body": {
		least: 4,
		status: 400,
		request: () => ({
			path: "/customers",
			method: "POST",
			headers: KEYED,
			body: '{"nom":"Awa"}',
		}),
	},
	"creating one": {
		least: 3,
		status: 201,
		request: () => ({
			path: "/customers",
			method: "POST",
			headers: KEYED,
			body: '{"name":"Awa Koné","city":"Abidjan"}',
		}),
	},
} as const;
type Case = keyof typeof CASES;
const NAMES = Object.keys(CASES) as Case[];

/** The measurements of one server, per round. */
interface Measured {
	starts: number[];
	memory: number[];
	rates: Record<Case, number[]>;
	/** In milliseconds. */
	p99: Record<Case, number[]>;
	/** CPU time per response, in microseconds. */
	work: Record<Case, number[]>;
	/** Cases with another status than the documented one. */
	wrong: Set<Case>;
}

function nothing(): Measured {
	const each = () =>
		Object.fromEntries(NAMES.map((name) => [name, [] as number[]])) as Record<
			Case,
			number[]
		>;
	return {
		starts: [],
		memory: [],
		rates: each(),
		p99: each(),
		work: each(),
		wrong: new Set(),
	};
}

/** Whether a server returns the documented status for a case. */
async function isRight(
	{ baseUrl }: Started,
	id: string,
	name: Case,
): Promise<boolean> {
	const { request, status } = CASES[name];
	const { path, ...rest } = request(id);
	const answer = await fetch(baseUrl + path, rest);
	await answer.arrayBuffer();
	return answer.status === status;
}

/** Creates a customer. */
async function createOne({ baseUrl }: Started): Promise<string> {
	const created = await fetch(`${baseUrl}/customers`, {
		method: "POST",
		headers: KEYED,
		body: '{"name":"Awa Koné"}',
	});
	const answer = (await created.json().catch(() => ({}))) as {
		data?: { customer_id?: string };
	};
	return answer.data?.customer_id ?? "5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11";
}

async function measureStarts(
	results: Map<string, Measured>,
	rounds: number,
): Promise<void> {
	for (let round = 0; round <= rounds; round++) {
		progress(round, rounds);
		for (const [name, { starts, memory }] of results) {
			const server = await start(name);
			// The first round fills the disk cache and Node's compile cache.
			if (round > 0) {
				starts.push(server.startTime);
				memory.push(await server.memoryAtRest());
			}
			await server.stop();
		}
	}
}

async function measureLoads(
	results: Map<string, Measured>,
	rounds: number,
): Promise<void> {
	const servers: { name: string; server: Started; id: string }[] = [];
	try {
		for (const name of results.keys()) {
			const server = await start(name);
			servers.push({ name, server, id: await createOne(server) });
		}
		for (let round = 0; round <= rounds; round++) {
			progress(round, rounds);
			for (const each of NAMES)
				for (const { name, server, id } of servers) {
					const { rates, p99, work, wrong } = results.get(name) as Measured;
					if (!(await isRight(server, id, each))) wrong.add(each);
					const { path, ...rest } = CASES[each].request(id);
					const { pathname } = new URL(server.baseUrl + path);
					const sent = await send(
						server,
						[{ path: pathname, ...rest }],
						SECONDS,
					);
					if (round === 0) continue;
					rates[each].push(sent.rate);
					p99[each].push(sent.p99);
					work[each].push(sent.work);
				}
		}
	} finally {
		for (const { server } of servers) await server.stop();
	}
}

export async function run({ rounds = 7 }: BenchOptions): Promise<boolean> {
	// Fail early if a peer is not installed.
	for (const { args } of Object.values(SERVERS)) await args(0);
	let within = true;
	const results = new Map(
		Object.keys(SERVERS).map((name) => [name, nothing()] as const),
	);
	process.stderr.write(dimError("starts: "));
	await measureStarts(results, rounds);
	process.stderr.write(dimError("loads: "));
	await measureLoads(results, rounds);

	console.log(
		dim(
			`requests per second (p99 in ms) on ${availableParallelism()} cores; * = not the documented response\n`,
		),
	);
	console.log(
		`${"".padEnd(22)}${NAMES.map((name) => name.padStart(18)).join("")}${"start".padStart(10)}${"memory".padStart(10)}`,
	);
	for (const [name, { rates, p99, wrong, starts, memory }] of results)
		console.log(
			name.padEnd(22) +
				NAMES.map((each) =>
					`${Math.round(median(rates[each])).toLocaleString("en")} (${median(p99[each])})${wrong.has(each) ? "*" : ""}`.padStart(
						18,
					),
				).join("") +
				`${Math.round(median(starts))} ms`.padStart(10) +
				`${Math.round(median(memory) / 1e6)} MB`.padStart(10),
		);

	const own = results.get(OWN);
	const other = results.get(PEER);
	if (own && other) {
		const ratios = NAMES.map((name) => {
			const { least } = CASES[name];
			// Per round, so that both were measured under the same conditions.
			const ratio = median(
				own.rates[name].map(
					(rate, round) => rate / (other.rates[name][round] ?? 0),
				),
			);
			const work = median(other.work[name]) / median(own.work[name]);
			const isSlow = median(own.p99[name]) > median(other.p99[name]);
			if (ratio < least || isSlow) within = false;
			return `${name.padEnd(14)}${ratio.toFixed(1).padStart(5)} × ${PEER}'s rate (at least ${least}), ${work.toFixed(1)} × less work, p99 ${isSlow ? "higher" : "lower"}`;
		});
		const startRatio = median(own.starts) / median(other.starts);
		const memoryRatio = median(own.memory) / median(other.memory);
		if (startRatio > 0.5 || memoryRatio > 1) within = false;
		console.log(
			`\n${bold(ratios.join("\n"))}\nstart ${startRatio.toFixed(2)} × (at most 0.50), memory ${memoryRatio.toFixed(2)} × (at most 1.00) ${PEER}'s`,
		);
	}
	return within;
}
