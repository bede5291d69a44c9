/** Runs the suite against the test server. */
import { onTestFinished } from "vitest";
import {
	CHECKS,
	type CheckName,
} from "../../../packages/contract/checks/names.ts";
import { PHASES, type Result } from "../../../packages/contract/result.ts";
import { runContract } from "../../../packages/contract/run/run.ts";
import type { Settings } from "../../../packages/contract/run/settings.ts";
import { ROOT } from "../../../packages/spec/generated-files.ts";
import { createSourceMap } from "../../../packages/spec/load/source-map.ts";
import { document, KEY, operations } from "../../api.ts";
import type { KnownFault } from "../faults/fault.ts";
import { type Fault, startServer, type TestServer } from "../server/server.ts";
import { createClock } from "./clock.ts";

const locate = await createSourceMap(ROOT);

/** Starts the server for the duration of the test. */
export async function start(fault?: Fault): Promise<TestServer> {
	const server = await startServer(fault);
	onTestFinished(server.stop);
	return server;
}

/** Starts the server with a fault in the operations that are affected by it. */
export function startFaulty({ given, fault }: KnownFault): Promise<TestServer> {
	return start((call, next, memory) =>
		call.operation === undefined || given.includes(call.operation.id)
			? fault(call, next, memory)
			: next(call),
	);
}

/** Runs everything, unless the settings say otherwise. Random requests are the same in each run. */
export function run(
	{ baseUrl }: TestServer,
	settings: Partial<Settings> = {},
): Promise<Result> {
	return runContract(document, {
		baseUrl,
		key: KEY,
		environment: "test",
		rate: 0,
		timeout: 30_000,
		stateless: false,
		mayWrite: true,
		phases: PHASES,
		operations: new Set(operations.map(({ id }) => id)),
		checks: new Set(Object.keys(CHECKS) as CheckName[]),
		runs: 30,
		seed: 1,
		locate,
		clock: createClock(),
		...settings,
	});
}
