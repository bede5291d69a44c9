/** How to connect to a server. */
import type { Socket } from "node:net";
import type { Client, ClientConfig, PoolClient } from "pg";
import { SCHEMA } from "./schema-name.ts";

/** Connections that do the work of an instance. It has another one for locks and messages. */
export const MOST_CONNECTIONS = 10;
/** Milliseconds that a new connection may take, and the server to answer when it is asked whether it is there. */
export const PATIENCE = 5_000;

/** The settings of a connection. @param more Options of the server, as `-c name=value`. */
export function connectionTo(url: string, more = ""): ClientConfig {
	const address = new URL(url);
	const given = address.searchParams.get("options") ?? "";
	// Otherwise they would come instead of those here.
	address.searchParams.delete("options");
	return {
		connectionString: address.href,
		options: `${given} -c search_path=${SCHEMA} ${more}`.trim(),
		application_name: "lomi-sandbox",
		connectionTimeoutMillis: PATIENCE,
		keepAlive: true,
	};
}

/** The socket of a connection, which `pg` doesn't show otherwise. */
export function streamOf(client: Client | PoolClient): Socket {
	return (client as unknown as { connection: { stream: Socket } }).connection
		.stream;
}
