/** The bundled description, valid requests, and the mock, for tests. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { createMock, type MockOptions } from "../packages/mock/server.ts";
import { keyHeader } from "../packages/spec/operations.ts";
import {
	headersOf,
	type Request,
	targetOf,
	textOf,
} from "../packages/spec/requests/request.ts";
import { BASE, document, KEY } from "./bundle.ts";

export * from "./bundle.ts";

export interface RunningMock {
	/** Includes the version, as in the client's baseUrl. */
	baseUrl: string;
	/** Sends a request with a valid key. */
	send(
		request: Request,
		headers?: Record<string, string>,
	): Promise<{ status: number; headers: Headers; body: unknown }>;
	stop(): Promise<void>;
}

/** Starts the mock on a free port. */
async function startMock(options?: MockOptions): Promise<RunningMock> {
	const { server } = await createMock(document, options);
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const baseUrl = `http://127.0.0.1:${port}${BASE}`;
	return {
		baseUrl,
		async send(request, headers = {}) {
			const body = textOf(request);
			const response = await fetch(`${baseUrl}${targetOf(request)}`, {
				method: request.method,
				headers: {
					...Object.fromEntries(headersOf(request, keyHeader(document), KEY)),
					...headers,
				},
				...(body !== undefined && { body }),
			});
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

/** Runs the mock for the tests of one file. */
export function useMock(options?: MockOptions): RunningMock {
	const mock = {} as RunningMock;
	beforeAll(async () => void Object.assign(mock, await startMock(options)));
	afterAll(() => mock.stop());
	return mock;
}
