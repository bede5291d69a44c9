/** SQLite: a file of one process, or memory. */
import type { Storage } from "../storage.ts";
import { exclusively, openDatabase } from "./connect.ts";
import { damagedFile, IN_MEMORY, isDamaged } from "./data-file.ts";
import { migrate } from "./migrate.ts";
import { createSnapshots } from "./snapshots/copies.ts";

/** @throws {DataFileError} See {@link openDatabase}. */
export function openSqlite(file: string): Storage {
	const database = openDatabase(file);
	const isLasting = file !== IN_MEMORY;
	return {
		database,
		snapshots: createSnapshots(database),
		migrate: (seed) => migrate(database, file, seed),
		// There is a single connection, so holding it is enough.
		read: (act) => database.connection().execute(act),
		damaged: (cause) =>
			isLasting ? damagedFile(file, cause) : (cause as Error),
		async findDamage() {
			if (!isLasting || !(await exclusively(database, isDamaged)))
				return undefined;
			return damagedFile(file).message;
		},
	};
}
