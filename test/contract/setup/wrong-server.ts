/** A server that responds as a test decides, and records its requests. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { keyHeader, testServer } from "../../../packages/spec/operations.ts";
import { document } from "../../api.ts";

export const HEADER = keyHeader(document).toLowerCase();
export const BASE = new URL(testServer(document).url).pathname;

interface TestResponse {
	status?: number;
	body?: unknown;
}

interface SeenRequest {
	method: string | undefined;
	url: string | undefined;
}

/** Starts one for the duration of the test. The default response is `200 {}`. */
export async function serve(
	respond: (
		request: IncomingMessage,
	) => TestResponse | Promise<TestResponse> = () => ({}),
) {
	const seen: SeenRequest[] = [];
	const server = createServer(async (request, response) => {
		const { method, url } = request;
		seen.push({ method, url });
		request.resume();
		const { status = 200, body = {} } = await respond(request);
		response.writeHead(status, { "content-type": "application/json" });
		response.end(JSON.stringify(body));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const stop = async () => {
		if (!server.listening) return;
		server.close();
		server.closeAllConnections();
		await once(server, "close");
	};
	onTestFinished(stop);
	return { url: `http://127.0.0.1:${port}${BASE}`, seen, stop };
}
