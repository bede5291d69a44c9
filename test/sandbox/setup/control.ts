/** A running sandbox with its control plane and the description's examples, and the typed clients of both. */
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { Control } from "../../../generated/control.ts";
import { Lomi } from "../../../packages/client/index.ts";
import { createRouter } from "../../../packages/http/router.ts";
import { seededRandom } from "../../../packages/sandbox/random.ts";
import { seedMerchants } from "../../../packages/sandbox/seed/merchants.ts";
import { seedDatabase } from "../../../packages/sandbox/seed/world.ts";
import {
	createSandbox,
	type Sandbox,
	type SandboxOptions,
} from "../../../packages/sandbox/server.ts";
import { documentedNow } from "../../../packages/sandbox/spec-examples.ts";
import { readOperations } from "../../../packages/spec/operations.ts";
import { BASE, controlDocument, document } from "../../bundle.ts";
import { some } from "../../some.ts";
import { checkControl } from "./control-check.ts";
import { newData } from "./data.ts";
import { clockToTurn, FIRST } from "./sandbox.ts";

export const controlOperations = some(readOperations(controlDocument));
export const PLANE = new URL(controlDocument.servers[0]?.url ?? "").pathname;
const route = createRouter(controlOperations);

export interface Controlled extends Sandbox {
	/** Its URL: `http://127.0.0.1:4020`. */
	url: string;
	/** The first merchant's client, without retries. */
	lomi: Lomi;
	control: Control;
	/** Sends a request to the control plane, and validates the response. */
	ask(
		method: string,
		path: string,
		body?: unknown,
	): Promise<{ status: number; body: unknown }>;
	/** Internal errors. */
	faults: string[];
}

/** Starts one at the time of the examples, with a frozen clock. */
export async function startControlled(
	options: SandboxOptions = {},
): Promise<Controlled> {
	const faults: string[] = [];
	const random = seededRandom(1);
	const clock = clockToTurn(documentedNow(document).toISOString());
	const sandbox = await createSandbox(document, {
		random,
		clock,
		control: controlDocument,
		...(await newData()),
		onFault: (trace) => faults.push(trace),
		seed: async (database, of, to) => {
			if (to === "empty") return seedMerchants(database, of, clock.now());
			await seedDatabase(database, of, { now: clock.now(), random, size: 0 });
			// Their URLs don't exist.
			await database.deleteFrom("webhooks").execute();
		},
		...options,
	});
	const url = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	const checked = async (at: string, init: RequestInit) => {
		const response = await fetch(at, init);
		await checkControl(route, PLANE, init.method ?? "GET", response.clone());
		return response;
	};
	return Object.assign(sandbox, {
		url,
		faults,
		lomi: new Lomi({
			apiKey: FIRST.api_key,
			baseUrl: url + BASE,
			maxRetries: 0,
		}),
		control: new Control({ url, fetch: checked }),
		async ask(method: string, path: string, body?: unknown) {
			const response = await checked(`${url}${PLANE}${path}`, {
				method,
				...(body !== undefined && {
					headers: { "content-type": "application/json" },
					body: JSON.stringify(body),
				}),
			});
			const text = await response.text();
			return {
				status: response.status,
				body: text ? JSON.parse(text) : undefined,
			};
		},
	});
}

/** A sandbox for a test file, restored before each test. Fails on internal errors. */
export function useControlled(options?: SandboxOptions): Controlled {
	const sandbox = {} as Controlled;
	beforeAll(async () => {
		Object.defineProperties(
			sandbox,
			Object.getOwnPropertyDescriptors(await startControlled(options)),
		);
		await sandbox.control.snapshots.create({ name: "at-first" });
	});
	beforeEach(async () => {
		await sandbox.control.snapshots.restore("at-first");
	});
	afterAll(async () => {
		await sandbox.close();
		expect(sandbox.faults).toStrictEqual([]);
	});
	return sandbox;
}
