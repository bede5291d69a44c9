/** Opens the kind of database that an option names. */
import { nameOf } from "./postgres/errors.ts";
import { IN_MEMORY } from "./sqlite/data-file.ts";
import { openSqlite } from "./sqlite/storage.ts";
import type { Storage } from "./storage.ts";
import { DataFileError } from "./stored-json.ts";

/**
 * @param data Path of an SQLite file, or `postgres://user@host/database`. Default: SQLite in memory.
 * @throws {DataFileError} If it can't be used.
 */
export async function openStorage(data = IN_MEMORY): Promise<Storage> {
	if (!isPostgres(data)) {
		// Not repeated: it may have a password.
		if (/^[a-z][\w+.-]*:\/\//i.test(data))
			throw new DataFileError(
				"The place for data must be a file or a PostgreSQL address, such as postgres://USER:PASSWORD@HOST/DATABASE.",
			);
		return openSqlite(data);
	}
	// Few need it, and it takes longer to load than SQLite.
	const { openPostgres } = await import("./postgres/storage.ts");
	return openPostgres(data);
}

/** Whether data outlive the process. */
export function isLasting(data = IN_MEMORY): boolean {
	return data !== IN_MEMORY;
}

/** What an option names, without a password. */
export function nameOfData(data: string): string {
	return isPostgres(data) ? nameOf(data) : data;
}

function isPostgres(data: string): boolean {
	return /^postgres(ql)?:\/\//i.test(data);
}
