/** The requests that instances record and count together. Both tables are empty after a crash of the server, and cost half as much so. */
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database.ts";
import type { Peers, RecordedRequest } from "../peers.ts";
import { encodeText, escapeMarks } from "./texts.ts";

export const REQUEST_STATEMENTS = [
	"CREATE UNLOGGED TABLE requests (number BIGINT PRIMARY KEY, size BIGINT NOT NULL, text TEXT NOT NULL)",
	`CREATE UNLOGGED TABLE request_counts (
		api_key TEXT COLLATE "C",
		length BIGINT,
		start BIGINT NOT NULL,
		number BIGINT NOT NULL,
		PRIMARY KEY (api_key, length)
	)`,
	`CREATE FUNCTION count_request(wanted text, lengths bigint[], starts bigint[], most bigint[])
		RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN
		INSERT INTO request_counts SELECT wanted, length, 0, 0 FROM unnest(lengths) AS length ON CONFLICT DO NOTHING;
		PERFORM 1 FROM request_counts WHERE api_key = wanted FOR UPDATE;
		FOR each IN 1 .. cardinality(lengths) LOOP
			IF EXISTS (SELECT 1 FROM request_counts
				WHERE api_key = wanted AND length = lengths[each] AND start = starts[each] AND number >= most[each])
			THEN RETURN lengths[each]; END IF;
		END LOOP;
		FOR each IN 1 .. cardinality(lengths) LOOP
			UPDATE request_counts SET start = starts[each],
				number = CASE WHEN start = starts[each] THEN number + 1 ELSE 1 END
			WHERE api_key = wanted AND length = lengths[each];
		END LOOP;
		RETURN NULL;
	END $$`,
];

export function createRequests(
	database: Database,
): Pick<Peers, "requests" | "requestCounts"> {
	const read = async (where: RawBuilder<unknown>, most: number) => {
		const { rows } = await sql<RecordedRequest>`
			SELECT * FROM requests WHERE ${where} ORDER BY number DESC LIMIT ${most}`.execute(
			database,
		);
		return rows;
	};
	return {
		requests: {
			async add(requests) {
				const rows = requests.map(({ text, ...rest }) => ({
					...rest,
					text: encodeText(text),
				}));
				await sql`INSERT INTO requests SELECT * FROM json_to_recordset(${escapeMarks(JSON.stringify(rows))}::json)
					AS new (number bigint, size bigint, text text) ON CONFLICT DO NOTHING`.execute(
					database,
				);
			},
			find: (numbers) => read(sql`number = ANY(${numbers})`, numbers.length),
			before: (number, most) => read(sql`number < ${number}`, most),
			async trim(most, size) {
				await sql`DELETE FROM requests WHERE number <= (
					SELECT number FROM (
						SELECT number, sum(size) OVER newest AS sum, row_number() OVER newest AS place
						FROM requests WINDOW newest AS (ORDER BY number DESC)
					) AS kept
					WHERE sum > ${size} OR place > ${most}
					ORDER BY number DESC LIMIT 1)`.execute(database);
			},
			async clear() {
				await sql`DELETE FROM requests`.execute(database);
			},
		},
		requestCounts: {
			async add(key, windows) {
				const { rows } = await sql<{ full: number | null }>`
					SELECT count_request(${key}, ${windows.map(({ length }) => length)},
						${windows.map(({ start }) => start)}, ${windows.map(({ most }) => most)}) AS full`.execute(
					database,
				);
				return rows[0]?.full ?? undefined;
			},
			async clear() {
				await sql`DELETE FROM request_counts`.execute(database);
			},
		},
	};
}
