/** Connections on which statements are parsed once, texts have any character, and errors say what to do. */
import type { PostgresPool, PostgresPoolClient } from "kysely";
import { Pool, type PoolClient, types } from "pg";
import { connectionTo, MOST_CONNECTIONS, streamOf } from "./connection.ts";
import { explain } from "./errors.ts";
import { decodeText, encodeText } from "./texts.ts";

/** Statements that a connection keeps. The others are parsed each time. */
const MOST_STATEMENTS = 500;

/** Parsers by the identifiers of types. Values of `bigint` and `numeric` don't fit into a number in general, but ours do. */
const PARSERS: Record<number, (text: string) => unknown> = {
	20: Number,
	1700: Number,
	25: decodeText,
};

export interface ConnectionPool extends PostgresPool {
	/** By state. */
	connections(): Record<string, number>;
	/** Cuts all connections: what waits for them fails. */
	cut(): void;
}

/** @param name The database's name in errors. */
export function createPool(url: string, name: string): ConnectionPool {
	const pool = new Pool({
		...connectionTo(url),
		max: MOST_CONNECTIONS,
		types: {
			getTypeParser: ((id: number, format?: "text") =>
				PARSERS[id] ??
				types.getTypeParser(id, format)) as typeof types.getTypeParser,
		},
	});
	// One that nobody uses was lost. The next query says so, if it can't get another.
	pool.on("error", () => {});
	// A lost connection that is in use fails its query, but also emits an error, which the pool handles only for idle ones. It may do so right
	// after the handshake, so listen from the beginning.
	pool.on("connect", (connection) => connection.on("error", () => {}));
	const statements = new Map<string, string>();
	const nameFor = (text: string) => {
		const known = statements.get(text);
		if (known || statements.size >= MOST_STATEMENTS) return known;
		const next = `lomi_${statements.size}`;
		statements.set(text, next);
		return next;
	};
	const explained = async <Result>(act: () => Promise<Result>) => {
		try {
			return await act();
		} catch (error) {
			throw explain(name, error);
		}
	};
	/** Each connection has one, by which Kysely knows it again. */
	const clients = new WeakMap<PoolClient, PostgresPoolClient>();
	const open = new Set<PoolClient>();
	const clientOf = (connection: PoolClient): PostgresPoolClient => ({
		// Without values it may be several statements, which can't be prepared. The result is that of the last one.
		query: ((text: string, values: readonly unknown[]) =>
			explained(async () => {
				const prepared = values.length > 0 ? nameFor(text) : undefined;
				const result: unknown = await connection.query({
					text,
					values: values.map(encodeText),
					...(prepared && { name: prepared }),
				});
				return Array.isArray(result) ? result.at(-1) : result;
			})) as unknown as PostgresPoolClient["query"],
		release: () => connection.release(),
	});
	return {
		connect: () =>
			explained(async () => {
				const connection = await pool.connect();
				const known = clients.get(connection);
				if (known) return known;
				const client = clientOf(connection);
				clients.set(connection, client);
				open.add(connection);
				streamOf(connection).once("close", () => open.delete(connection));
				return client;
			}),
		connections: () => ({
			used: pool.totalCount - pool.idleCount,
			idle: pool.idleCount,
			waiting: pool.waitingCount,
		}),
		cut() {
			for (const each of open) streamOf(each).destroy();
		},
		end: () => pool.end(),
		options: {},
	};
}
