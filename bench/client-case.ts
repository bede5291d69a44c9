/**
 * One case of `npm run bench -- client`, in a separate process, so that cases don't pay for each other's garbage:
 * `node bench/client-case.ts time ours GET http://127.0.0.1:…/v1`. Prints numbers as JSON.
 */

import { idempotencyHeader, keyHeader, testServer } from "@lomi/spec";
import { readBundle } from "@lomi/spec/generated-files";
import type { paths } from "lomi-openapi/schema";
import createClient from "openapi-fetch";

/** Makes one call and parses the response. Throws if it isn't a 2xx. */
type Call = (signal?: AbortSignal) => Promise<unknown>;

/** The number of calls is divided by `fraction`. `installed` is a project with the packed client. */
const [
	measure = "",
	name = "",
	method = "",
	baseUrl = "",
	fraction = "1",
	installed = "",
] = process.argv.slice(2);
const ID = "5b0c1f8e-3c1f-4a57-9d55-6f0c8f1f2b11";
const CUSTOMER = {
	name: "Awa Koné",
	email: "awa.kone@example.ci",
	phone_number: "+2250707123456",
	city: "Abidjan",
	country: "CI",
};
const document = await readBundle();
const apiKey = `${testServer(document)["x-key-prefix"]}bench`;
/** Headers that the client sends automatically. The peers send them too, so that they do the same work. */
const headers = {
	[keyHeader(document)]: apiKey,
	"user-agent": `lomi-openapi/${document.info.version}`,
	accept: "application/json",
};
const idempotencyName = idempotencyHeader(document);
const idempotent = () => ({ [idempotencyName]: crypto.randomUUID() });

const CASES: Record<string, () => Promise<Record<string, Call>>> = {
	fetch: async () => {
		const parsed = async (response: Response) => {
			if (!response.ok) throw new Error(await response.text());
			return response.json();
		};
		return {
			GET: async () =>
				parsed(await fetch(`${baseUrl}/customers/${ID}`, { headers })),
			POST: async () =>
				parsed(
					await fetch(`${baseUrl}/customers`, {
						method: "POST",
						headers: {
							...headers,
							...idempotent(),
							"content-type": "application/json",
						},
						body: JSON.stringify(CUSTOMER),
					}),
				),
		};
	},
	"openapi-fetch": async () => {
		const client = createClient<paths>({ baseUrl, headers });
		const parsed = ({ data, error }: { data?: unknown; error?: unknown }) => {
			if (!data) throw new Error(JSON.stringify(error));
			return data;
		};
		return {
			GET: async () =>
				parsed(
					await client.GET("/customers/{id}", { params: { path: { id: ID } } }),
				),
			POST: async () =>
				parsed(
					await client.POST("/customers", {
						headers: idempotent(),
						body: CUSTOMER,
					}),
				),
		};
	},
	"lomi-openapi": async () => {
		const path = `${installed}/node_modules/lomi-openapi/dist/index.js`;
		const { Lomi }: typeof import("lomi-openapi") = await import(path);
		const lomi = new Lomi({ apiKey, baseUrl });
		return {
			GET: (signal) => lomi.customers.get(ID, { signal }),
			POST: (signal) => lomi.customers.create(CUSTOMER, { signal }),
		};
	},
};

const WARM_UP = 2_000 / Number(fraction);
const CALLS = 5_000 / Number(fraction);
const HEAP_CALLS = 100_000 / Number(fraction);

/** CPU time of one call, user and system, in microseconds. */
async function timeOf(call: Call): Promise<number> {
	for (let index = 0; index < WARM_UP; index++) await call();
	const start = process.cpuUsage();
	for (let index = 0; index < CALLS; index++) await call();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / CALLS;
}

/** Heap used after each fifth of the calls, in bytes. */
async function heapsOf(call: Call, signal?: AbortSignal): Promise<number[]> {
	const heaps: number[] = [];
	for (let index = 1; index <= HEAP_CALLS; index++) {
		await call(signal);
		if (index % (HEAP_CALLS / 5) === 0) heaps.push(await heapInUse());
	}
	return heaps;
}

/** Heap used after garbage collection and finalizers. */
async function heapInUse(): Promise<number> {
	for (let round = 0; round < 5; round++) {
		await new Promise((resolve) => setTimeout(resolve, 20));
		globalThis.gc?.();
	}
	return process.memoryUsage().heapUsed;
}

const call = (await CASES[name]?.())?.[method];
if (!call) throw new Error(`There is no case ${name} ${method}.`);
const measures: Record<string, () => Promise<unknown>> = {
	time: () => timeOf(call),
	heap: () => heapsOf(call),
	"heap-signal": () => heapsOf(call, new AbortController().signal),
};
console.log(JSON.stringify(await measures[measure]?.()));
