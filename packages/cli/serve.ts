/** Starting and stopping HTTP servers: clear errors if the port is in use, and a graceful shutdown. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CommandContext } from "./command.ts";
import { CommandError, describeFailure } from "./terminal.ts";

/**
 * Starts listening and returns the server's URL.
 *
 * @param open Starts the server. Defaults to `server.listen`.
 * @throws {CommandError} If the server can't listen, for example because the port is in use.
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
	// "All interfaces" is not an address to connect to; the loopback address is.
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
			return `Port ${port} is already in use. Stop the other process, or choose another port (0 picks a free one).`;
		case "EACCES":
			return `Port ${port} requires elevated privileges. Choose a port above 1023.`;
		case "ENOTFOUND":
		case "EADDRNOTAVAIL":
			return `${host} is not an address of this machine. Use --host 127.0.0.1.`;
		default:
			return `Can't listen on ${host}, port ${port}: ${message}. Try another --host or port.`;
	}
}

/**
 * Serves until the signal is aborted, then shuts down gracefully: pending responses are finished, and everything is closed. Also closes
 * everything if `begin` fails. An error that nothing caught is printed, and the servers go on: it ends none of them, nor their data.
 *
 * @param servers The servers to close.
 * @param begin Makes them listen, and prints their URLs.
 * @param also Closes other resources.
 */
export async function serve(
	{ signal, console }: Pick<CommandContext, "signal" | "console">,
	servers: Server[],
	begin: () => Promise<void>,
	also: () => unknown = () => {},
): Promise<void> {
	const report = (error: unknown) => console.error(describeFailure(error));
	process.on("uncaughtException", report);
	try {
		await begin();
		if (!signal.aborted) await once(signal, "abort");
	} finally {
		await Promise.all([also(), ...servers.map(close)]).finally(() =>
			process.off("uncaughtException", report),
		);
	}
}

/** Closes a server after its pending responses. Long-lived connections, such as server-sent events, are closed after 500 ms. */
async function close(server: Server): Promise<void> {
	if (!server.listening) return;
	const closed = once(server, "close");
	server.close();
	server.closeIdleConnections();
	const cut = setTimeout(() => server.closeAllConnections(), 500);
	await closed;
	clearTimeout(cut);
}
