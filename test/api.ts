/** The bundled description as the tests use it: its operations and events, good requests to them, and the mock that answers. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll } from "vitest";
import {
	headersOf,
	type Request,
	targetOf,
	textOf,
} from "../contract/requests/request.ts";
import {
	type Description,
	keyHeader,
	readEvents,
	readOperations,
	testServer,
} from "../description/operations.ts";
import type { WorkflowDocument } from "../description/workflows.ts";
import { createMock, type MockOptions } from "../mock/server.ts";
import { ROOT } from "../scripts/root.ts";

export const document: Description = JSON.parse(
	readFileSync(`${ROOT}generated/openapi.json`, "utf8"),
);
export const workflowDocument: WorkflowDocument = JSON.parse(
	readFileSync(`${ROOT}generated/workflows.arazzo.json`, "utf8"),
);
export const { workflows } = workflowDocument;
export const operations = readOperations(document);
export const events = readEvents(document);
const server = testServer(document);
export const KEY = `${server["x-key-prefix"]}anything`;
/** The path of the API, with its version. */
export const BASE = new URL(server.url).pathname;
export const ERROR = "#/components/schemas/Error";

// Not description/validator.ts: what is tested must not be its own judge.
const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
ajv.addSchema({ ...document, $id: "bundle" });

/** What is wrong with a value, by the schema at a JSON pointer of the bundle; empty if nothing. */
export function violations(schema: string, value: unknown): string[] {
	const check = ajv.getSchema(`bundle${encodeURI(schema)}`);
	if (!check) throw new Error(`${schema} is not in the bundle.`);
	return check(value)
		? []
		: (check.errors ?? []).map(
				(error) => `${error.instancePath} ${error.message}`,
			);
}

export interface RunningMock {
	/** With the version, as the client takes it. */
	baseUrl: string;
	/** Sends a request with a good key. */
	send(
		request: Request,
		headers?: Record<string, string>,
	): Promise<{ status: number; headers: Headers; body: unknown }>;
	stop(): Promise<void>;
}

/** The mock on a free port. */
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

/** The mock for the tests of one file: started before the first, stopped after the last. */
export function useMock(options?: MockOptions): RunningMock {
	const mock = {} as RunningMock;
	beforeAll(async () => void Object.assign(mock, await startMock(options)));
	afterAll(() => mock.stop());
	return mock;
}
