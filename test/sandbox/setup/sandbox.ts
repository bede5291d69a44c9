/** A running sandbox for the tests, with two merchants, a manual clock, and typed clients. */
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect } from "vitest";
import { Lomi } from "../../../packages/client/index.ts";
import type { Clock } from "../../../packages/sandbox/clock.ts";
import type { Database } from "../../../packages/sandbox/db/database.ts";
import type { Engine } from "../../../packages/sandbox/engine/engine.ts";
import {
	merchantsOf,
	type SeededMerchant,
} from "../../../packages/sandbox/seed/merchants.ts";
import {
	createSandbox,
	type SandboxOptions,
} from "../../../packages/sandbox/server.ts";
import { keyHeader } from "../../../packages/spec/operations.ts";
import { BASE, document, KEY } from "../../bundle.ts";
import { answersIn, raw } from "../../hostile.ts";
import { fetchAndCheck } from "./checked-fetch.ts";
import { newData } from "./data.ts";
import { seedFor } from "./seed.ts";

export const KEY_HEADER = keyHeader(document);

const [first, second] = merchantsOf(document);
if (!first || !second) throw new Error("The sandbox has two merchants.");
export const FIRST: SeededMerchant = first;
export const SECOND: SeededMerchant = second;

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** A clock that only moves when told to. */
export function clockToTurn(from = "2025-06-01T12:00:00.000Z"): ClockToTurn {
	let time = Date.parse(from);
	return {
		now: () => new Date(time),
		turn: (by) => {
			time += by;
			return new Date(time).toISOString();
		},
	};
}

interface ClockToTurn extends Clock {
	/** Advances by milliseconds, and returns the time in ISO 8601. */
	turn(by: number): string;
}

/** A response. */
export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape.
	body: any;
}

export interface RunningSandbox {
	/** Its origin. */
	origin: string;
	/** The port that it listens on. */
	port: number;
	/** The client's base URL. */
	baseUrl: string;
	database: Database;
	engine: Engine;
	clock: ClockToTurn;
	/** The first merchant's client. Validates every response. */
	lomi: Lomi;
	/** The second merchant's client. */
	other: Lomi;
	/** Sends a request to a path below the base URL, with the first merchant's key unless `headers` has another. */
	send(path: string, init?: SendOptions): Promise<Answer>;
	/** Sends requests in a single write, so that all arrive before the first is answered, and returns the responses. */
	atOnce(requests: AtOnce[]): Promise<{ status: number; text: string }[]>;
	/** Internal errors. Empty unless a test causes one. */
	faults: string[];
	stop(): Promise<void>;
}

export interface SendOptions {
	method?: string;
	headers?: Record<string, string>;
	/** Sent as JSON, or unchanged if it is a string. */
	body?: unknown;
}

/** A request that is sent together with others, with the first merchant's key. */
export interface AtOnce {
	method: string;
	/** Below the base URL. */
	path: string;
	headers?: Record<string, string>;
	/** Sent as JSON. */
	body?: unknown;
}

/** @param described The sandbox's description. */
export async function startSandbox(
	options: SandboxOptions = {},
	described = document,
): Promise<RunningSandbox> {
	const clock = clockToTurn();
	const faults: string[] = [];
	const { app, database, engine, close } = await createSandbox(described, {
		clock,
		seed: seedFor(KEY, clock),
		onFault: (trace) => faults.push(trace),
		...(await newData()),
		...options,
	});
	await app.listen({ port: 0, host: "127.0.0.1" });
	const { port } = app.server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	const baseUrl = origin + BASE;
	const client = ({ api_key }: SeededMerchant) =>
		new Lomi({
			apiKey: api_key,
			baseUrl,
			maxRetries: 0,
			fetch: fetchAndCheck,
		});
	return {
		origin,
		port,
		baseUrl,
		database,
		engine,
		clock,
		lomi: client(FIRST),
		other: client(SECOND),
		faults,
		async send(path, { method = "GET", headers = {}, body } = {}) {
			const response = await fetchAndCheck(`${baseUrl}${path}`, {
				method,
				headers: {
					[KEY_HEADER]: FIRST.api_key,
					...(body !== undefined && { "content-type": "application/json" }),
					...headers,
				},
				...(body !== undefined && {
					body: typeof body === "string" ? body : JSON.stringify(body),
				}),
			});
			const text = await response.text();
			return {
				status: response.status,
				headers: response.headers,
				text,
				body: text ? JSON.parse(text) : undefined,
			};
		},
		async atOnce(requests) {
			const bytes = requests.map(
				({ method, path, headers = {}, body }, index) => {
					const text = body === undefined ? "" : JSON.stringify(body);
					const all = {
						host: "localhost",
						[KEY_HEADER]: FIRST.api_key,
						...(text && { "content-type": "application/json" }),
						"content-length": Buffer.byteLength(text),
						...(index === requests.length - 1 && { connection: "close" }),
						...headers,
					};
					const lines = Object.entries(all).map((header) => header.join(": "));
					return `${method} ${BASE}${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${text}`;
				},
			);
			const said = await raw(port, bytes.join(""), { patience: 5_000 });
			return answersIn(said).map(({ status, body }) => ({
				status,
				text: Buffer.from(body, "latin1").toString(),
			}));
		},
		stop: close,
	};
}

/** A sandbox for a test file. Fails on internal errors. */
export function useSandbox(options?: SandboxOptions): RunningSandbox {
	const sandbox = {} as RunningSandbox;
	beforeAll(
		async () => void Object.assign(sandbox, await startSandbox(options)),
	);
	afterAll(async () => {
		await sandbox.stop();
		expect(sandbox.faults).toStrictEqual([]);
	});
	return sandbox;
}

/** Compares two responses, ignoring their dates. */
export function sameAnswer(one: Answer, other: Answer): void {
	const told = ({ status, headers, text }: Answer) => {
		const { date: _, ...rest } = Object.fromEntries(headers);
		return { status, headers: rest, text };
	};
	expect(told(other)).toStrictEqual(told(one));
}

/** Waits for all calls, and checks that each was refused for this reason. */
export async function allRefused(
	calls: PromiseLike<unknown>[],
	reason: object,
): Promise<void> {
	for (const outcome of await Promise.allSettled(calls))
		expect(outcome).toMatchObject({ status: "rejected", reason });
}
