/** What our servers have in common: their options, a clear word when a port is taken, what they print, and an orderly end. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { type Description, readOperations } from "../description/operations.ts";
import { bold, fail } from "./terminal.ts";

/**
 * Reads `--host` and the ports from the command line. Ends the command where they make no sense.
 *
 * @param defaults The port options and what each is when it isn't given: `{ port: 4010 }`.
 */
export function readOptions<Name extends string>(
	defaults: Record<Name, number>,
): Record<Name, number> & { host: string } {
	const names = Object.keys(defaults) as Name[];
	const known = [...names, "host"].map((name) => `--${name}`).join(", ");
	try {
		const { values } = parseArgs({
			options: Object.fromEntries(
				[...names, "host"].map((name) => [name, { type: "string" as const }]),
			),
		});
		const ports = names.map((name) => [
			name,
			values[name] === undefined
				? defaults[name]
				: parsePort(name, String(values[name])),
		]);
		return { ...Object.fromEntries(ports), host: values.host ?? "127.0.0.1" };
	} catch (error) {
		return fail(
			`${(error as Error).message.split(". ")[0]}. The options are ${known}.`,
		);
	}
}

function parsePort(name: string, text: string): number {
	if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
	throw new Error(
		`--${name} takes a number from 0 to 65535 (0 is any free port), not ${JSON.stringify(text)}`,
	);
}

/** Starts listening and gives the address to call. Ends the command where it can't listen. */
export async function listen(
	server: Server,
	port: number,
	host: string,
): Promise<string> {
	try {
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			server.listen(port, host, () => {
				server.off("error", reject);
				resolve();
			});
		});
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code === "EADDRINUSE")
			fail(
				`Port ${port} is taken. Stop what uses it, or choose another one (0 is any free port).`,
			);
		if (code === "EACCES")
			fail(`Port ${port} is not yours to use. Choose one above 1023.`);
		if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL")
			fail(`${host} is not an address of this machine. Use --host 127.0.0.1.`);
		fail(`Can't listen on ${host}, port ${port}: ${message}`);
	}
	const { port: actual, family, address } = server.address() as AddressInfo;
	return `http://${family === "IPv6" ? `[${address}]` : address}:${actual}`;
}

/** Ends the servers on SIGINT and SIGTERM: answers under way are finished, then `done` runs and the process ends with 0. */
export function stopOnSignal(
	servers: Server[],
	done: () => void = () => {},
): void {
	const stop = () => {
		for (const server of servers) {
			server.close();
			server.closeIdleConnections();
			// Connections that never end, such as a browser that waits for news, are cut after a moment.
			setTimeout(() => server.closeAllConnections(), 500).unref();
		}
		done();
	};
	process.once("SIGINT", stop);
	process.once("SIGTERM", stop);
}

/** Where the mock is, and a line that works as pasted. */
export function describeMock(document: Description, url: string): string {
	const [server] = document.servers;
	const first = readOperations(document).find(
		(operation) => operation.method === "get" && !operation.path.includes("{"),
	);
	const base = `${url}${new URL(server?.url ?? url).pathname}`;
	return [
		`Mock  ${bold(base)}`,
		`      It answers with the examples of the description and remembers nothing.`,
		`      curl ${base}${first?.path} -H 'X-API-Key: ${server?.["x-key-prefix"]}anything'`,
	].join("\n");
}
