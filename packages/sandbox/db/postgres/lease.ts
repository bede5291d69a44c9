/** A lock for as long as a connection lasts: one sandbox at a time uses a database. */
import { Client } from "pg";
import { elapsed, sleep } from "../../timers.ts";
import { DataFileError } from "../stored-json.ts";

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
	const take = async () => {
		const next = new Client({ connectionString: url, keepAlive: true });
		const lost = () => {
			if (client === next) client = undefined;
		};
		next.on("error", lost).on("end", lost);
		await next.connect();
		const tryToLock = async () => {
			const { rows } = await next.query(
				"SELECT pg_try_advisory_lock($1) AS won",
				[LOCK],
			);
			return Boolean(rows[0].won);
		};
		const end = elapsed() + PATIENCE;
		let won = await tryToLock();
		while (!won && elapsed() < end) {
			await sleep(PAUSE);
			won = await tryToLock();
		}
		if (!won) {
			await next.end();
			throw new DataFileError(
				`${name} is in use by another sandbox. Stop it, or choose another database.`,
			);
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
