/**
 * The sandbox next to mocks of the same description: requests a second and how long the slowest hundredth takes, by autocannon; time from
 * start to first answer; memory. `npm run bench -- sandbox`
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { merchantsOf } from "../sandbox/seed/merchants.ts";
import { bold, dim } from "../scripts/terminal.ts";
import { median } from "./measure.ts";
import { BUNDLE, peer, SERVERS, type Started, start } from "./servers.ts";

interface Load {
	requests: { average: number };
	latency: { p99: number };
	non2xx: number;
	"2xx": number;
	"4xx": number;
}
type Autocannon = (options: object) => Promise<Load>;
const autocannon: Autocannon = createRequire(import.meta.url)(
	peer("autocannon/autocannon.js"),
);

const SECONDS = 4;
const CONNECTIONS = 10;
const STARTS = 5;
const PEER = "prism";

const [merchant] = merchantsOf(JSON.parse(readFileSync(BUNDLE, "utf8")));
const key = merchant?.api_key ?? "";
const json = { "x-api-key": key, "content-type": "application/json" };

/** What is asked, the status that shows that it was understood, and at least how many times Prism's rate it should be. */
const CASES = {
	"reading one": {
		least: 5,
		status: 200,
		request: (id: string) => ({ path: `/customers/${id}`, headers: json }),
	},
	"missing key": {
		least: 5,
		status: 401,
		request: (id: string) => ({ path: `/customers/${id}` }),
	},
	"refused body": {
		least: 4,
		status: 400,
		request: () => ({
			path: "/customers",
			method: "POST",
			headers: json,
			body: '{"nom":"Awa"}',
		}),
	},
	"creating one": {
		least: 3,
		status: 201,
		request: () => ({
			path: "/customers",
			method: "POST",
			headers: json,
			body: '{"name":"Awa Koné","city":"Abidjan"}',
		}),
	},
} as const;

interface Row {
	rate: number;
	p99: number;
	/** Whether the answers had the status that the description asks for. */
	right: boolean;
}

async function measure({ baseUrl }: Started): Promise<Row[]> {
	const created = await fetch(`${baseUrl}/customers`, {
		method: "POST",
		headers: json,
		body: '{"name":"Awa Koné"}',
	});
	const answer = (await created.json().catch(() => ({}))) as {
		data?: { customer_id?: string };
	};
	const id = answer.data?.customer_id ?? "5b0c1f8e-2f55-4c3b-9a57-0a6d0c1f7e11";
	const rows: Row[] = [];
	for (const { request, status } of Object.values(CASES)) {
		const { path, ...rest } = request(id);
		const url = baseUrl + path;
		const probe = await fetch(url, rest);
		await probe.arrayBuffer();
		await autocannon({ url, ...rest, connections: CONNECTIONS, duration: 1 });
		const load = await autocannon({
			url,
			...rest,
			connections: CONNECTIONS,
			duration: SECONDS,
		});
		rows.push({
			rate: load.requests.average,
			p99: load.latency.p99,
			right: probe.status === status,
		});
	}
	return rows;
}

const results: Record<string, { rows: Row[]; start: number; memory: number }> =
	{};
for (const name of Object.keys(SERVERS)) {
	process.stderr.write(dim(`${name}…\n`));
	const starts: number[] = [];
	for (let round = 0; round < STARTS - 1; round++) {
		const server = await start(name);
		starts.push(server.startTime);
		await server.stop();
	}
	const server = await start(name);
	starts.push(server.startTime);
	const memory = server.memory();
	try {
		results[name] = {
			rows: await measure(server),
			start: median(starts),
			memory,
		};
	} finally {
		await server.stop();
	}
}

const names = Object.keys(CASES);
console.log(
	dim(
		`requests a second (p99 in ms); * where the answer isn't the documented one\n`,
	),
);
console.log(
	`${"".padEnd(22)}${names.map((name) => name.padStart(18)).join("")}${"start".padStart(10)}${"memory".padStart(10)}`,
);
for (const [name, { rows, start: time, memory }] of Object.entries(results))
	console.log(
		name.padEnd(22) +
			rows
				.map(({ rate, p99, right }) =>
					`${Math.round(rate).toLocaleString("en")} (${p99})${right ? "" : "*"}`.padStart(
						18,
					),
				)
				.join("") +
			`${Math.round(time)} ms`.padStart(10) +
			`${Math.round(memory / 1e6)} MB`.padStart(10),
	);
const own = results["lomi-sandbox"];
const other = results[PEER];
if (own && other) {
	const ratios = names.map((name, index) => {
		const mine = own.rows[index] as Row;
		const theirs = other.rows[index] as Row;
		const { least } = CASES[name as keyof typeof CASES];
		const ratio = mine.rate / theirs.rate;
		if (ratio < least || mine.p99 > theirs.p99) process.exitCode = 1;
		return `${name} ${ratio.toFixed(1)} × (at least ${least})`;
	});
	const startRatio = own.start / other.start;
	const memoryRatio = own.memory / other.memory;
	if (startRatio > 0.5 || memoryRatio > 1) process.exitCode = 1;
	console.log(
		bold(`\n${ratios.join(", ")}`) +
			`\nstart ${startRatio.toFixed(2)} × (at most 0.50), memory ${memoryRatio.toFixed(2)} × (at most 1.00) ${PEER}'s`,
	);
}
