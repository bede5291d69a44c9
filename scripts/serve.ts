/** What our servers have in common: their options, a clear word when a port is taken, what they print, and an orderly end. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import {
	type Description,
	keyHeader,
	readOperations,
	testServer,
} from "../description/operations.ts";
import { bold, CommandError, fail } from "./terminal.ts";

/** The options of a command besides its ports and its host. */
interface Others<Flag, Count, Text> {
	/** Without a value. */
	flags?: Flag[];
	/** With a whole number. */
	counts?: Count[];
	texts?: Text[];
}

/**
 * Reads `--host`, the ports and other options from the command line. Ends the command where they make no sense.
 *
 * @param ports The port options and what each is when it isn't given: `{ port: 4010 }`.
 */
export function readOptions<
	Port extends string,
	Flag extends string = never,
	Count extends string = never,
	Text extends string = never,
>(
	ports: Record<Port, number>,
	{ flags = [], counts = [], texts = [] }: Others<Flag, Count, Text> = {},
): Record<Port, number> &
	Record<Flag, boolean> &
	Partial<Record<Count, number>> &
	Partial<Record<Text, string>> & { host: string } {
	const names = Object.keys(ports) as Port[];
	const valued = [...names, "host", ...texts, ...counts];
	try {
		const { values } = parseArgs({
			options: Object.fromEntries([
				...valued.map((name) => [name, { type: "string" }]),
				...flags.map((name) => [name, { type: "boolean", default: false }]),
			]),
		}) as { values: Record<string, string | boolean | undefined> };
		for (const name of ["host", ...texts])
			if (values[name] === "")
				throw new Error(`--${name} takes a value, not nothing`);
		const read = (name: string, parse: typeof parsePort) =>
			values[name] === undefined
				? []
				: [[name, parse(name, String(values[name]))]];
		return {
			host: "127.0.0.1",
			...values,
			...ports,
			...Object.fromEntries(names.flatMap((name) => read(name, parsePort))),
			...Object.fromEntries(counts.flatMap((name) => read(name, parseCount))),
		};
	} catch (error) {
		const [reason] = (error as Error).message.split(". ");
		const known = [...valued, ...flags].map((name) => `--${name}`).join(", ");
		return fail(new CommandError(`${reason}. The options are ${known}.`));
	}
}

function parsePort(name: string, text: string): number {
	if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
	throw new Error(
		`--${name} takes a number from 0 to 65535 (0 is any free port), not ${JSON.stringify(text)}`,
	);
}

function parseCount(name: string, text: string): number {
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw new Error(
		`--${name} takes a whole number of at most nine digits, not ${JSON.stringify(text)}`,
	);
}

/**
 * Starts listening and gives the address to call. Ends the command where it can't listen.
 *
 * @param open How it is started, where that isn't the server's own way.
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
		fail(new CommandError(explainListening(error as Error, port, host)));
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

/** Ends the servers on SIGINT and SIGTERM: answers under way are finished, and the process ends with 0. `also` is run at once. */
export function stopOnSignal(
	servers: Server[],
	also: () => unknown = () => {},
): void {
	const stop = () => {
		also();
		for (const server of servers) {
			server.close();
			server.closeIdleConnections();
			// Connections that never end, such as a browser that waits for news, are cut after a moment.
			setTimeout(() => server.closeAllConnections(), 500).unref();
		}
	};
	process.once("SIGINT", stop);
	process.once("SIGTERM", stop);
}

/** Where the mock is, and a line that works as pasted. */
export function describeMock(document: Description, url: string): string {
	const server = testServer(document);
	const first = readOperations(document).find(
		({ method, path }) => method === "get" && !path.includes("{"),
	);
	const base = `${url}${new URL(server.url).pathname}`;
	return [
		`Mock  ${bold(base)}`,
		`      It answers with the examples of the description and remembers nothing.`,
		`      curl ${base}${first?.path} -H '${keyHeader(document)}: ${server["x-key-prefix"]}anything'`,
	].join("\n");
}
