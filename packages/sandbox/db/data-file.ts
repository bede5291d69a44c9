/** The sandbox's data file. Only one sandbox can open it, and other files are rejected. */
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The data file can't be used. The message says why, and what to do. */
export class DataFileError extends Error {
	override name = "DataFileError";
}

export const IN_MEMORY = ":memory:";
/** SQLite application ID in the file's header: `lomi` in ASCII. */
const APPLICATION_ID = 0x6c6f6d69;
/** SQLite result codes with a message of their own: SQLITE_BUSY, SQLITE_CORRUPT, SQLITE_NOTADB. */
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/**
 * Opens or creates the file and locks it until it is closed: two processes must not share it, since idempotency keys in use are tracked in
 * memory.
 *
 * @throws {DataFileError} If it belongs to another program, is in use, is damaged, or can't be created. It is left unchanged.
 */
export function openFile(file: string): DatabaseSync {
	if (file !== IN_MEMORY) checkFolder(file);
	let database: DatabaseSync | undefined;
	try {
		// Absolute, since SQLite gives names such as `file:x` a special meaning.
		database = new DatabaseSync(file === IN_MEMORY ? file : resolve(file));
		database.exec("PRAGMA locking_mode = EXCLUSIVE");
		database.exec("BEGIN EXCLUSIVE");
		const isKnown = isSandboxFile(database);
		database.exec("COMMIT");
		if (isKnown) return database;
	} catch (error) {
		database?.close();
		throw new DataFileError(explain(file, error as SqliteError));
	}
	database.close();
	throw new DataFileError(notASandboxFile(file));
}

/** Marks the file as a sandbox's. */
export const SIGNATURE = `PRAGMA application_id = ${APPLICATION_ID}`;

function isSandboxFile(database: DatabaseSync): boolean {
	const read = (query: string) =>
		Object.values(database.prepare(query).get() ?? {})[0];
	return (
		read("PRAGMA application_id") === APPLICATION_ID ||
		read("SELECT count(*) FROM sqlite_schema") === 0
	);
}

function checkFolder(file: string): void {
	const folder = dirname(file);
	if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
		throw new DataFileError(
			`${file} can't be created: the folder ${folder} doesn't exist. Create it, or choose another file.`,
		);
	if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
		throw new DataFileError(`${file} is a folder. Choose a file in it.`);
}

interface SqliteError extends Error {
	errcode?: number;
}

function explain(file: string, { errcode = 0, message }: SqliteError): string {
	// The low byte is the primary result code.
	switch (errcode & 0xff) {
		case BUSY:
			return `${file} is in use, possibly by another sandbox. Stop it, or choose another file.`;
		case NOT_A_DATABASE:
			return notASandboxFile(file);
		case CORRUPT:
			return `${file} is damaged. Restore a copy, or choose another file.`;
		default:
			return `${file} can't be used: ${message}. Choose another file.`;
	}
}

function notASandboxFile(file: string): string {
	return `${file} is not a sandbox data file, and was left unchanged. Choose another file.`;
}
