/**
 * The contract suite: its duration against the mock without random requests, its memory over many random requests, and how many of the
 * tests' deliberate faults it finds, next to the collection that Portman generates from the same bundle. Install Portman with
 * `npm ci --prefix bench/peers --ignore-scripts`.
 */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bold, dim } from "@lomi/cli";
import {
	CHECKS,
	type CheckName,
	PHASES,
	type PhaseName,
	runContract,
	type Settings,
} from "@lomi/contract";
import { createMock } from "@lomi/mock";
import { readOperations, testServer } from "@lomi/spec";
import { ROOT, readBundle } from "@lomi/spec/generated-files";
import { FAULTS } from "../test/contract/faults/index.ts";
import { type Fault, startServer } from "../test/contract/server/server.ts";
import type { BenchOptions } from "./options.ts";
import { peer } from "./servers.ts";

/** Limit of the suite's duration without random requests, in seconds. */
const LIMIT = 60;
/** Random requests per operation, half of them invalid, and the limit of the heap growth, in bytes. */
const RUNS = 1_000;
const GROWTH = 20_000_000;

const document = await readBundle();
const operations = readOperations(document);
const {
	"x-key-prefix": prefix,
	"x-environment": environment,
	url,
} = testServer(document);
const key = `${prefix}anything`;

function settings(baseUrl: string, more: Partial<Settings>): Settings {
	return {
		baseUrl,
		key,
		environment,
		rate: 0,
		timeout: 10_000,
		stateless: false,
		mayWrite: true,
		phases: ["examples", "coverage", "stateful"],
		operations: new Set(operations.map(({ id }) => id)),
		checks: new Set(Object.keys(CHECKS) as CheckName[]),
		runs: RUNS,
		seed: 1,
		...more,
	};
}

async function againstTheMock(runs: number): Promise<boolean> {
	const { server } = await createMock(document);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const baseUrl = `http://127.0.0.1:${port}${new URL(url).pathname}`;
	const whole = await runContract(
		document,
		settings(baseUrl, { stateless: true }),
	);
	console.log(
		`${bold(`${whole.duration.toFixed(1)} s`)} for ${whole.requests.toLocaleString("en")} requests to the mock, ${whole.failures.length} differences ${dim(`(without random requests; at most ${LIMIT} s)`)}`,
	);
	const heaps: number[] = [];
	const fuzzing: PhaseName = "fuzzing";
	let last = "";
	const random = await runContract(
		document,
		settings(baseUrl, {
			stateless: true,
			phases: [fuzzing],
			runs,
			onProgress({ operation }) {
				if (operation.id === last) return;
				last = operation.id;
				globalThis.gc?.();
				heaps.push(process.memoryUsage().heapUsed);
			},
		}),
	);
	server.closeAllConnections();
	server.close();
	// The first operations are a warm-up.
	const growth = (heaps.at(-1) ?? 0) - (heaps[5] ?? 0);
	console.log(
		`${bold(`${(growth / 1e6).toFixed(1)} MB`)} more heap after ${random.requests.toLocaleString("en")} random requests in ${random.duration.toFixed(0)} s ${dim(`(less than ${GROWTH / 1e6} MB)`)}`,
	);
	return (
		whole.duration <= LIMIT && growth <= GROWTH && whole.failures.length === 0
	);
}

const portmanCommand = () => peer("@apideck/portman/bin/portman");

async function nextToPortman(faults = FAULTS): Promise<boolean> {
	const portman = portmanCommand();
	const folder = await mkdtemp(join(tmpdir(), "lomi-portman-"));
	try {
		const file = join(folder, "collection.json");
		await promisify(execFile)(
			process.execPath,
			[
				portman,
				"-l",
				`${ROOT}generated/openapi.json`,
				"-b",
				BASE,
				"--includeTests",
				"true",
				"-o",
				file,
			],
			{ cwd: folder },
		);
		const collection = await readFile(file, "utf8");
		const theirs = { found: 0, requests: 0, assertions: 0 };
		const ours = { found: 0, requests: 0, assertions: 0 };
		const fine = await both(collection, { phases: PHASES });
		Object.assign(theirs, fine.theirs.count);
		Object.assign(ours, fine.ours.count);
		for (const { name, check, phase, operation, given, fault } of faults) {
			const { ours: own, theirs: other } = await both(
				collection,
				// Only the affected checks: a whole run finds it too, but takes longer.
				{ phases: [phase], operations: new Set([operation]) },
				(call, next, memory) =>
					call.operation === undefined || given.includes(call.operation.id)
						? fault(call, next, memory)
						: next(call),
			);
			const seen = [...other.failed].some(
				(what) => !fine.theirs.failed.has(what),
			);
			if (own.failed.size > 0) ours.found += 1;
			if (seen) theirs.found += 1;
			console.log(
				dim(
					`${own.failed.size > 0 ? "✓" : "–"} ${seen ? "✓" : "–"} ${check}: ${name}`,
				),
			);
		}
		console.log(
			`\n${"".padEnd(14)}${["requests", "assertions", `of ${faults.length} faults`].map((title) => title.padStart(14)).join("")}`,
		);
		for (const [name, { requests, assertions, found }] of Object.entries({
			contract: ours,
			Portman: theirs,
		}))
			console.log(
				name.padEnd(14) +
					[requests, assertions, found]
						.map((each) => each.toLocaleString("en").padStart(14))
						.join(""),
			);
		return ours.found === faults.length;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Placeholder for the server's URL in the collection. */
const BASE = "http://127.0.0.1:1/v1";

interface Look {
	/** Names of the failed tests. */
	failed: Set<string>;
	count: { requests: number; assertions: number };
}

/** Runs both against the tests' server, with or without a fault. `chosen` selects our checks. */
async function both(
	collection: string,
	chosen: Partial<Settings>,
	fault?: Fault,
): Promise<{ ours: Look; theirs: Look }> {
	const first = await startServer(fault);
	const theirs = await newman(collection.replaceAll(BASE, first.baseUrl));
	await first.stop();
	const second = await startServer(fault);
	const result = await runContract(
		document,
		settings(second.baseUrl, {
			timeout: 1_000,
			runs: 30,
			...chosen,
		}),
	);
	await second.stop();
	const checks = [...result.tally.values()].flatMap((counts) => [
		...counts.values(),
	]);
	return {
		theirs,
		ours: {
			failed: new Set(
				result.failures.map(
					({ operation, check }) => `${operation.id} ${check}`,
				),
			),
			count: {
				requests: result.requests,
				assertions: checks.reduce((a, b) => a + b, 0),
			},
		},
	};
}

interface Summary {
	run: {
		stats: { requests: { total: number }; assertions: { total: number } };
		failures: {
			error: { test?: string; message: string };
			source?: { name: string };
		}[];
	};
}

function newman(collection: string): Promise<Look> {
	const { run } = createRequire(`${ROOT}bench/peers/package.json`)("newman");
	return new Promise((resolve, reject) => {
		run(
			{
				collection: JSON.parse(collection),
				envVar: [{ key: "apiKey", value: key }],
				timeoutRequest: 1_000,
			},
			(error: Error | null, { run: { stats, failures } }: Summary) => {
				if (error) return reject(error);
				resolve({
					failed: new Set(
						failures.map(
							({ source, error: fault }) =>
								`${source?.name} ${fault.test ?? fault.message}`,
						),
					),
					count: {
						requests: stats.requests.total,
						assertions: stats.assertions.total,
					},
				});
			},
		);
	});
}

export async function run({ quick }: BenchOptions): Promise<boolean> {
	// Fail early if a peer is not installed.
	portmanCommand();
	const within = await againstTheMock(quick ? 5 : RUNS);
	return (await nextToPortman(quick ? FAULTS.slice(0, 1) : FAULTS)) && within;
}
