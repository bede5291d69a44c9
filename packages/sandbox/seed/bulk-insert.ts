/** Writes many rows with few statements, buffering only a few. */
import { CompiledQuery, type Insertable } from "kysely";
import type { Database } from "../db/sqlite.ts";
import { type Tables, tableNames } from "../db/tables.ts";

/** Queues a row, which is written at the next flush at the latest. */
export type Write = <Table extends keyof Tables>(
	table: Table,
	row: Insertable<Tables[Table]>,
) => Promise<void>;

export interface BulkInsert {
	write: Write;
	flush(): Promise<void>;
}

type Row = Record<string, unknown>;

/** Rows per statement: preparing larger ones takes longer than it saves. A power of two. */
const BATCH = 64;

export function createBulkInsert(database: Database): BulkInsert {
	// In this order, rows are written after those that they reference.
	const queued = new Map<keyof Tables, Row[]>(
		tableNames.map((table) => [table, []]),
	);
	const insert = createInsert(database);
	const flush = async () => {
		for (const [table, rows] of queued) {
			queued.set(table, []);
			// Powers of two keep the number of different statements small.
			for (let size = BATCH; size >= 1; size /= 2)
				while (rows.length >= size)
					await insert(table, rows.splice(0, size) as [Row, ...Row[]]);
		}
	};
	return {
		async write(table, row) {
			const rows = queued.get(table) ?? [];
			rows.push(row as Row);
			if (rows.length >= BATCH) await flush();
		},
		flush,
	};
}

/** Inserts rows of a table that have the same columns. The statement for a number of rows is compiled once. */
function createInsert(database: Database) {
	const statements = new Map<string, { sql: string; columns: string[] }>();
	return async (table: keyof Tables, rows: [Row, ...Row[]]): Promise<void> => {
		const name = `${table} ${rows.length}`;
		let statement = statements.get(name);
		if (!statement) {
			const { sql } = database
				.insertInto(table)
				.values(rows as never)
				.compile();
			statement = { sql, columns: Object.keys(rows[0]) };
			statements.set(name, statement);
		}
		const { sql, columns } = statement;
		const values = rows.flatMap((row) => columns.map((column) => row[column]));
		await database.executeQuery(CompiledQuery.raw(sql, values));
	};
}
