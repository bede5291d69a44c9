/**
 * The cost of a call on loopback: the client against bare openapi-fetch with the same requests, and against `fetch`. Measures CPU time, since
 * wall time would include the server. Also checks that the heap doesn't grow with the number of calls.
 */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { bold, dim } from "@lomi/cli";
import { idempotencyHeader, keyHeader, readOperations } from "@lomi/spec";
import { ROOT, readBundle } from "@lomi/spec/generated-files";
import { installPackages } from "./installed.ts";
import { median, progress } from "./measure.ts";
import type { BenchOptions } from "./options.ts";

/** Limit of the ratio to bare openapi-fetch. */
const LIMIT = 1.15;
/** Limit of the heap growth from call 20,000 to call 100,000, in bytes. */
const GROWTH = 1_000_000;

const NAMES = ["fetch", "openapi-fetch", "lomi-openapi"] as const;
const METHODS = ["GET", "POST"] as const;
const document = await readBundle();
/** Headers that each request must have, so that no peer is faster by sending less. */
const GET = [keyHeader(document).toLowerCase(), "user-agent", "accept"];
const HEADERS = {
	GET,
	POST: [...GET, "content-type", idempotencyHeader(document).toLowerCase()],
};

export async function run({
	rounds = 7,
	quick = false,
}: BenchOptions): Promise<boolean> {
	const operations = readOperations(document);
	const answerOf = (id: string) =>
		JSON.stringify(
			operations.find((each) => each.id === id)?.answers[0]?.body?.examples[0]
				?.value,
		);
	const answers = {
		GET: answerOf("getCustomer"),
		POST: answerOf("createCustomer"),
	};

	const server = createServer((request, response) => {
		const method = request.method === "POST" ? "POST" : "GET";
		const missing = HEADERS[method].filter((name) => !request.headers[name]);
		request.resume().once("end", () => {
			response.writeHead(missing.length > 0 ? 400 : 200, {
				"content-type": "application/json",
				"x-request-id": "req_bench",
			});
			response.end(
				missing.length > 0 ? JSON.stringify({ missing }) : answers[method],
			);
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;

	const installed = await installPackages();

	/** Runs a case in a separate process; see client-case.ts. */
	async function run(measure: string, name: string, method: string) {
		const { stdout } = await promisify(execFile)(process.execPath, [
			"--expose-gc",
			`${ROOT}bench/client-case.ts`,
			...[measure, name, method, baseUrl, `${quick ? 100 : 1}`, installed],
		]);
		return JSON.parse(stdout);
	}

	try {
		const times = NAMES.map(() => METHODS.map((): number[] => []));
		for (let round = 0; round <= rounds; round++) {
			for (const [at, name] of NAMES.entries())
				for (const [by, method] of METHODS.entries()) {
					const time: number = await run("time", name, method);
					if (round > 0) times[at]?.[by]?.push(time);
				}
			progress(round, rounds);
		}
		const medians = times.map((each) => each.map(median));
		console.log(
			`${"".padEnd(16)}${METHODS.map((each) => each.padStart(10)).join("")}`,
		);
		for (const [at, name] of NAMES.entries())
			console.log(
				name.padEnd(16) +
					medians[at]
						?.map((time) => `${time.toFixed(0)} µs`.padStart(10))
						.join(""),
			);
		const ratios = METHODS.map(
			(_, by) => (medians[2]?.[by] ?? 0) / (medians[1]?.[by] ?? 0),
		);
		console.log(
			bold(
				`\nratio ${METHODS.map((method, by) => `${method} ${ratios[by]?.toFixed(2)}`).join(", ")}`,
			) +
				dim(
					` (at most ${LIMIT} × openapi-fetch; Node ${process.version}, CPU time of one call, median of ${rounds} processes)\n`,
				),
		);
		let within = ratios.every((ratio) => ratio <= LIMIT);

		const heaps: [string, string, string][] = [
			["openapi-fetch", "heap", "openapi-fetch"],
			["lomi-openapi", "heap", "lomi-openapi"],
			["lomi-openapi", "heap-signal", "…, one signal"],
		];
		console.log(
			dim(
				"Heap used after 20,000, 40,000, 60,000, 80,000 and 100,000 calls, in kB",
			),
		);
		for (const [name, measure, label] of heaps) {
			const measured: number[] = await run(measure, name, "POST");
			console.log(
				label.padEnd(16) +
					measured.map((heap) => (heap / 1e3).toFixed(0).padStart(8)).join(""),
			);
			const growth = (measured.at(-1) ?? 0) - (measured[0] ?? 0);
			if (name === "lomi-openapi") {
				console.log(
					bold(`growth ${(growth / 1e3).toFixed(0)} kB`) +
						dim(` (less than ${GROWTH / 1e3} kB from call 20,000 on)`),
				);
				if (growth >= GROWTH) within = false;
			}
		}
		return within;
	} finally {
		server.closeAllConnections();
		server.close();
	}
}
