/** Continues repeatable time and randomness on a data file that has rows already: from the start, they would repeat its times and IDs. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Clock } from "./clock.ts";
import type { Connection } from "./db/database.ts";
import { COLUMNS } from "./db/tables.ts";
import type { Random } from "./random.ts";

/** Moves the clock past every row, and lets the sources of randomness start a sequence that follows from the rows. */
export async function continueFrom(
	database: Connection,
	clock: Clock,
	randoms: Random[],
): Promise<void> {
	const state = await readState(database);
	const latest = state
		.map(({ latest }) => latest ?? "")
		.toSorted()
		.at(-1);
	const { ahead_by } = await database
		.selectFrom("clock")
		.select("ahead_by")
		.executeTakeFirstOrThrow();
	if (latest) clock.skipTo?.(new Date(Date.parse(latest) - ahead_by + 1));
	restart(state, randoms);
}

/** Lets repeatable sources of randomness start a sequence that follows from the rows. Others are left as they are. */
export async function restartRandom(
	database: Connection,
	sources: Pick<Random, "restart">[],
): Promise<void> {
	restart(await readState(database), sources);
}

/** The number of rows of each table, and the time of its last one. */
type State = { rows: number; latest: string | null }[];

async function readState(database: Connection): Promise<State> {
	const state: State = [];
	for (const [table, columns] of Object.entries(COLUMNS)) {
		if (!("created_at" in columns)) continue;
		const { rows } = await sql<{ rows: number; latest: string | null }>`
			SELECT count(*) AS rows, max(created_at) AS latest FROM ${sql.table(table)}`.execute(
			database,
		);
		state.push(...rows);
	}
	return state;
}

function restart(state: State, sources: Pick<Random, "restart">[]): void {
	const digest = createHash("sha256").update(JSON.stringify(state)).digest();
	for (const source of sources) source.restart?.(digest.readInt32BE());
}
