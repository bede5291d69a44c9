/** A proxy in front of the mock that records requests and can change responses. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";
import type { RunningMock } from "../../api.ts";

/** A response that passes through the proxy. */
export interface PassingResponse {
	/** 0 closes the connection. */
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: any response of the mock, to be changed.
	body: any;
}

export interface Front {
	/** With the version, as `--url` requires it. */
	baseUrl: string;
	/** The requests since the last `reset`, such as `GET /providers`. */
	seen: string[];
	/** Changes the response to a request: `GET /providers`. */
	spoil(request: string, change: (response: PassingResponse) => void): void;
	reset(): void;
}

/** Starts the proxy for the tests of one file. It replaces the API key by the mock's, so that any is accepted. */
export function useFront(mock: RunningMock, key: string): Front {
	const faults = new Map<string, (response: PassingResponse) => void>();
	const server = createServer(async (request, response) => {
		const { pathname: base } = new URL(mock.baseUrl);
		const { pathname, search } = new URL(request.url ?? "", mock.baseUrl);
		const path = pathname.slice(base.length);
		const name = `${request.method} ${path}`;
		front.seen.push(name);
		const body = await text(request);
		const answer = await fetch(`${mock.baseUrl}${path}${search}`, {
			method: request.method ?? "GET",
			headers: {
				"x-api-key": key,
				...(body && { "content-type": "application/json" }),
			},
			...(body && { body }),
		});
		const got = await answer.text();
		const passing: PassingResponse = {
			status: answer.status,
			body: got ? JSON.parse(got) : undefined,
		};
		faults.get(name)?.(passing);
		if (passing.status === 0) return void request.socket.destroy();
		response.writeHead(passing.status, {
			"content-type": "application/json",
		});
		response.end(
			passing.body === undefined ? "" : JSON.stringify(passing.body),
		);
	});
	const front: Front = {
		baseUrl: "",
		seen: [],
		spoil: (request, change) => void faults.set(request, change),
		reset() {
			faults.clear();
			front.seen.length = 0;
		},
	};
	beforeAll(async () => {
		server.listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		front.baseUrl = `http://127.0.0.1:${port}${new URL(mock.baseUrl).pathname}`;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	return front;
}
