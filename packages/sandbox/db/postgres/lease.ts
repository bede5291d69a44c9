/** A lock for as long as a connection lasts: one sandbox at a time uses a database. */
import { Client } from "pg";
import { elapsed, sleep } from "../../timers.ts";
import { DataFileError } from "../stored-json.ts";
import { CONNECTION_PATIENCE } from "./pool.ts";

/** Milliseconds that the server may take to notice that another sandbox was killed, and between two looks. */
const PATIENCE = 3_000;
const PAUSE = 50;
/** The lock's number. */
const LOCK = 0x106d1_0001;

export interface Lease {
	/**
	 * Resolves while this sandbox is the one. Takes the lock again if the connection was lost.
	 *
	 * @throws {DataFileError} If another sandbox has it.
	 */
	hold(): Promise<void>;
	release(): Promise<void>;
}

/** @param name The database's name in errors. */
export function createLease(url: string, name: string): Lease {
	let client: Client | undefined;
	let taking: Promise<void> | undefined;
	const lock = async (on: Client) => {
		const end = elapsed() + PATIENCE;
		for (;;) {
			const { rows } = await on.query(
				"SELECT pg_try_advisory_lock($1) AS won",
				[LOCK],
			);
			if (rows[0].won) return;
			if (elapsed() >= end)
				throw new DataFileError(
					`${name} is in use by another sandbox. Stop it, or choose another database.`,
				);
			await sleep(PAUSE);
		}
	};
	const take = async () => {
		const next = new Client({
			connectionString: url,
			keepAlive: true,
			connectionTimeoutMillis: CONNECTION_PATIENCE,
		});
		const lost = () => {
			if (client === next) client = undefined;
		};
		next.on("error", lost).on("end", lost);
		try {
			await next.connect();
			await lock(next);
		} catch (error) {
			await next.end().catch(() => {});
			throw error;
		}
		client = next;
	};
	return {
		async hold() {
			if (client) return;
			taking ??= take().finally(() => {
				taking = undefined;
			});
			await taking;
		},
		async release() {
			await taking?.catch(() => {});
			const last = client;
			client = undefined;
			await last?.end();
		},
	};
}
