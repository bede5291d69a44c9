/** What servers have in common: a clear error if the port is taken, and an orderly end. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CommandError } from "./terminal.ts";

/**
 * Starts listening and returns the address to call.
 *
 * @param open How it is started, where that isn't the server's own way.
 * @throws {CommandError} Where it can't listen: the port is taken, or the address isn't this machine's.
 */
export async function listen(
	server: Server,
	port: number,
	host: string,
	open: (place: { port: number; host: string }) => unknown = (place) =>
		openServer(server, place),
): Promise<string> {
	try {
		await open({ port, host });
	} catch (error) {
		throw new CommandError(explainListening(error as Error, port, host));
	}
	const { port: actual, family, address } = server.address() as AddressInfo;
	// All interfaces are no address to call; this machine's own is among them.
	const name = { "0.0.0.0": "127.0.0.1", "::": "::1" }[address] ?? address;
	return `http://${family === "IPv6" ? `[${name}]` : name}:${actual}`;
}

function openServer(
	server: Server,
	place: { port: number; host: string },
): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(place, () => {
			server.off("error", reject);
			resolve();
		});
	});
}

function explainListening(
	{ code, message }: NodeJS.ErrnoException,
	port: number,
	host: string,
): string {
	switch (code) {
		case "EADDRINUSE":
			return `Port ${port} is taken. Stop what uses it, or choose another one (0 is any free port).`;
		case "EACCES":
			return `Port ${port} is not yours to use. Choose one above 1023.`;
		case "ENOTFOUND":
		case "EADDRNOTAVAIL":
			return `${host} is not an address of this machine. Use --host 127.0.0.1.`;
		default:
			return `Can't listen on ${host}, port ${port}: ${message}. Try another --host or port.`;
	}
}

/**
 * Serves until the command is to end, and then ends in order: answers under way are finished, and what was opened is closed. Where it
 * can't begin, it closes what was opened as well.
 *
 * @param servers All that may listen.
 * @param begin Has them listen, and says where they are.
 * @param also Closes what else there is.
 */
export async function serve(
	signal: AbortSignal,
	servers: Server[],
	begin: () => Promise<void>,
	also: () => unknown = () => {},
): Promise<void> {
	try {
		await begin();
		if (!signal.aborted) await once(signal, "abort");
	} finally {
		await Promise.all([also(), ...servers.map(close)]);
	}
}

/** Closes a server once its answers are sent. Connections that never end, such as a browser that waits for news, are cut after a moment. */
async function close(server: Server): Promise<void> {
	if (!server.listening) return;
	const closed = once(server, "close");
	server.close();
	server.closeIdleConnections();
	const cut = setTimeout(() => server.closeAllConnections(), 500);
	await closed;
	clearTimeout(cut);
}
