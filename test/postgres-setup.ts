import { randomUUID } from "node:crypto";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import shared from "./global-setup.ts";
import { startPostgres } from "./postgres.ts";

/** The usual setup, with a PostgreSQL server: that of `LOMI_TEST_POSTGRES`, or one from npm. Databases of the tests are dropped. */
export default async function setup(
	project: TestProject,
): Promise<() => Promise<void>> {
	const given = process.env.LOMI_TEST_POSTGRES;
	const own = given ? undefined : await startPostgres();
	const url = given ?? own?.url ?? "";
	const prefix = `lomi_test_${randomUUID().slice(0, 8)}_`;
	const end = await shared(project);
	project.provide("postgres", { url, prefix });
	return async () => {
		await end();
		if (own) await own.stop();
		else await dropDatabases(url, prefix);
	};
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
	const client = new Client(url);
	await client.connect();
	const { rows } = await client.query(
		"SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
		[prefix],
	);
	for (const { datname } of rows)
		await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
	await client.end();
}
