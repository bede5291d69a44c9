/** A server in front of the mock that can be made to answer wrongly, and that notes what it was sent. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";
import type { RunningMock } from "../../api.ts";

/** An answer on its way back. */
export interface PassingAnswer {
	/** 0 cuts the connection. */
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: whatever the mock answers, to be spoilt.
	body: any;
}

export interface Front {
	/** With the version, as `--url` takes it. */
	baseUrl: string;
	/** What it was sent since the last `reset`, such as `GET /providers`. */
	seen: string[];
	/** Changes the answer to a request, `GET /providers`. */
	spoil(request: string, change: (answer: PassingAnswer) => void): void;
	reset(): void;
}

/** The front for the tests of one file. It sends the mock's own key on, so that it takes any. */
export function useFront(mock: RunningMock, key: string): Front {
	const faults = new Map<string, (answer: PassingAnswer) => void>();
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
		const passing: PassingAnswer = {
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
