/** Where the tests' sandboxes keep their data: in memory, or in databases of the PostgreSQL server that `npm run test:postgres` starts. */
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

declare module "vitest" {
	interface ProvidedContext {
		/** A PostgreSQL server, and how its databases are to begin; null if the tests run on SQLite. */
		postgres: { url: string; prefix: string } | null;
	}
}

/** Not provided to what takes long. */
const server = inject("postgres") ?? null;
/** Whether the tests run on PostgreSQL. */
export const isOnPostgres = server !== null;

/** The option `data` of a new sandbox: a new database, or nothing for one in memory. */
export async function newData(): Promise<{ data?: string }> {
	if (server === null) return {};
	const name = server.prefix + randomUUID().replaceAll("-", "");
	const client = new Client(server.url);
	await client.connect();
	await client.query(`CREATE DATABASE ${name}`);
	await client.end();
	const url = new URL(server.url);
	url.pathname = `/${name}`;
	return { data: url.href };
}
