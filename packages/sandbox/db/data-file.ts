/** The file of a sandbox's database: opened by one sandbox at a time, and nothing else is taken for one. */
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A file that can't be the sandbox's. Its message says why, and what to do. */
export class DataFileError extends Error {
	override name = "DataFileError";
}

export const IN_MEMORY = ":memory:";
/** Stands in the header of the file and tells whose it is: `lomi` in ASCII. */
const APPLICATION_ID = 0x6c6f6d69;
/** SQLite's result codes that have a sentence of their own: SQLITE_BUSY, SQLITE_CORRUPT, SQLITE_NOTADB. */
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/**
 * Opens the file, or makes a new one, and holds it until it is closed: the answers under way are counted in the process, so two
 * processes must not share it.
 *
 * @throws {DataFileError} Where it is another program's, in use, damaged, or can't be made. What is there stays as it is.
 */
export function openFile(file: string): DatabaseSync {
	if (file !== IN_MEMORY) checkFolder(file);
	let database: DatabaseSync | undefined;
	try {
		// An absolute path, for SQLite takes names such as `file:x` to be something else.
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

/** The statement that says in the file whose it is. */
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
			`There is no folder ${folder} to keep ${file} in. Make it, or choose another file.`,
		);
	if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
		throw new DataFileError(`${file} is a folder. Choose a file in it.`);
}

interface SqliteError extends Error {
	errcode?: number;
}

function explain(file: string, { errcode = 0, message }: SqliteError): string {
	// The low byte says what, the others which kind of it.
	switch (errcode & 0xff) {
		case BUSY:
			return `${file} is in use, by another sandbox perhaps. Stop what uses it, or choose another file.`;
		case NOT_A_DATABASE:
			return notASandboxFile(file);
		case CORRUPT:
			return `${file} is damaged. Put a copy in its place, or choose another file.`;
		default:
			return `${file} can't be used: ${message}. Choose another file.`;
	}
}

function notASandboxFile(file: string): string {
	return `${file} is not a database of the sandbox, and was left as it is. Choose another file.`;
}
