/** The bundled description as the tests use it: its operations and events, good requests to them, and the mock that answers. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import {
	type Description,
	type Example,
	type Operation,
	readEvents,
	readOperations,
} from "../description/operations.ts";
import { createValidator } from "../description/validator.ts";
import { createMock } from "../mock/server.ts";
import { ROOT } from "../scripts/description.ts";

export const document: Description = JSON.parse(
	readFileSync(`${ROOT}generated/openapi.json`, "utf8"),
);
export const operations = readOperations(document);
export const events = readEvents(document);
export const validator = createValidator(document);
export const KEY = `${document.servers[0]?.["x-key-prefix"]}anything`;
export const ERROR = "#/components/schemas/Error";

/** A request as fetch takes it, and where it goes below the base URL. */
export interface GoodRequest {
	path: string;
	query: URLSearchParams;
	body?: unknown;
}

/** A request that the operation accepts, made of the examples of its parameters and of one of its body. */
export function goodRequest(
	operation: Operation,
	example: Example | undefined = operation.body?.examples[0],
): GoodRequest {
	const query = new URLSearchParams();
	let path = operation.path;
	for (const parameter of operation.parameters) {
		if (parameter.in === "path")
			path = path.replace(`{${parameter.name}}`, String(parameter.example));
		if (parameter.in === "query")
			query.set(parameter.name, String(parameter.example));
	}
	return { path, query, ...(example && { body: example.value }) };
}

export interface RunningMock {
	/** With the version, as the client takes it. */
	baseUrl: string;
	/** Sends a request with a good key. */
	send(
		operation: Operation,
		request: GoodRequest,
		headers?: Record<string, string>,
	): Promise<{ status: number; headers: Headers; body: unknown }>;
	stop(): Promise<void>;
}

/** The mock on a free port. */
async function startMock(log?: (line: string) => void): Promise<RunningMock> {
	const { server } = await createMock(document, log);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const baseUrl = `http://127.0.0.1:${port}/v1`;
	return {
		baseUrl,
		async send(operation, { path, query, body }, headers = {}) {
			const response = await fetch(
				`${baseUrl}${path}${query.size > 0 ? `?${query}` : ""}`,
				{
					method: operation.method.toUpperCase(),
					headers: {
						"x-api-key": KEY,
						...(body !== undefined && { "content-type": "application/json" }),
						...headers,
					},
					...(body !== undefined && {
						body: typeof body === "string" ? body : JSON.stringify(body),
					}),
				},
			);
			const text = await response.text();
			return {
				status: response.status,
				headers: response.headers,
				body: text ? JSON.parse(text) : undefined,
			};
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}

/** The mock for the tests of one file: started before the first, stopped after the last. */
export function useMock(log?: (line: string) => void): RunningMock {
	const mock = {} as RunningMock;
	beforeAll(async () => void Object.assign(mock, await startMock(log)));
	afterAll(() => mock.stop());
	return mock;
}
