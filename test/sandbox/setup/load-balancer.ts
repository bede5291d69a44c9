/** A load balancer: each request goes to the next server. */
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoadBalancer {
	/** Its origin. */
	url: string;
	/** Requests by server. */
	counts: number[];
	close(): void;
}

/** @param origins Those of the servers. */
export async function balance(origins: string[]): Promise<LoadBalancer> {
	const counts = origins.map(() => 0);
	let next = 0;
	const server = createServer((incoming, outgoing) => {
		const at = next++ % origins.length;
		counts[at] = (counts[at] ?? 0) + 1;
		const { method, url, headers, rawHeaders } = incoming;
		const { hostname, port } = new URL(origins[at] ?? "");
		const sent = send(
			{ hostname, port, method, path: url, headers: rawHeaders },
			(answer) => {
				outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
				answer.pipe(outgoing);
			},
		);
		sent.on("error", () => outgoing.destroy());
		outgoing.on("close", () => sent.destroy());
		// Without this, a request that has no body would get one in chunks.
		if (headers["content-length"] ?? headers["transfer-encoding"])
			incoming.pipe(sent);
		else sent.end();
	}).listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		counts,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}
