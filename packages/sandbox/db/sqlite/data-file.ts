/** The sandbox's data file. Only one sandbox can open it, and other files are rejected. */
import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { DataFileError } from "../stored-json.ts";

export const IN_MEMORY = ":memory:";
/** SQLite's file system in memory, of which each connection has its own. With `:memory:`, a commit takes longer the larger the database is. */
const MEMORY_FILE = "file:sandbox?vfs=memdb";
/** SQLite application ID in the file's header: `lomi` in ASCII. */
const APPLICATION_ID = 0x6c6f6d69;
/** Bytes up to which opening a file checks all of it, indexes as well: 10 ms. */
const CHECKED_COMPLETELY = 4_000_000;
/** Bytes up to which opening a file checks its pages: 100 ms. A larger file would take too long; its damage is told when it is met. */
const CHECKED_QUICKLY = 40_000_000;

/**
 * Opens or creates the file and locks it until it is closed: two processes must not share it, since idempotency keys in use are tracked in
 * memory. Later errors that are the file's or the disk's are {@link DataFileError}s as well.
 *
 * @throws {DataFileError} If it belongs to another program, is in use, is damaged, or can't be created. It is left unchanged.
 */
export function openFile(file: string): DatabaseSync {
	if (file === IN_MEMORY) return openInMemory();
	checkFolder(file);
	let database: DatabaseSync | undefined;
	const isCut = createCutCheck(file);
	try {
		// Absolute, since SQLite gives names such as `file:x` a special meaning.
		database = new DatabaseSync(resolve(file));
		explainErrors(database, file);
		database.exec("PRAGMA locking_mode = EXCLUSIVE");
		// Finds damaged pages as soon as they are read.
		database.exec("PRAGMA cell_size_check = ON");
		database.exec("BEGIN EXCLUSIVE");
		if (!isSandboxFile(database))
			throw new DataFileError(notASandboxFile(file));
		if (isCut(database) || isDamaged(database)) throw damagedFile(file);
		database.exec("COMMIT");
		// Acknowledged writes survive crashes and power loss.
		database.exec("PRAGMA journal_mode = WAL");
		database.exec("PRAGMA synchronous = FULL");
		return database;
	} catch (error) {
		database?.close();
		const { message } = error as Error;
		throw (
			dataFileErrorOf(file, error) ??
			new DataFileError(cantUse(file, message), { cause: error })
		);
	}
}

function openInMemory(): DatabaseSync {
	const database = new DatabaseSync(MEMORY_FILE);
	explainErrors(database, IN_MEMORY);
	database.exec("PRAGMA locking_mode = EXCLUSIVE");
	database.exec("PRAGMA journal_mode = MEMORY");
	database.exec("PRAGMA synchronous = OFF");
	return database;
}

/** Returns the check whether the last page of a file that isn't open yet is incomplete, which SQLite fills with zeros. */
function createCutCheck(file: string): (database: DatabaseSync) => boolean {
	const sizeOf = (name: string) =>
		statSync(name, { throwIfNoEntry: false })?.size ?? 0;
	const size = sizeOf(file);
	// After a crash, a page that wasn't written completely is in the log.
	const hasLog = sizeOf(`${file}-wal`) > 0;
	return (database) => {
		const { page_size } = database.prepare("PRAGMA page_size").get() as {
			page_size: number;
		};
		return !hasLog && size % page_size > 0;
	};
}

/** Checks the pages of a database, and the indexes of a small one. False for one that is too large to check. */
export function isDamaged(database: DatabaseSync): boolean {
	const { bytes } = database
		.prepare(
			"SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size",
		)
		.get() as { bytes: number };
	if (bytes > CHECKED_QUICKLY) return false;
	const check = bytes > CHECKED_COMPLETELY ? "quick_check" : "integrity_check";
	const found = database.prepare(`PRAGMA ${check}(1)`).get();
	return Object.values(found ?? {})[0] !== "ok";
}

/** @param cause What was found. */
export function damagedFile(file: string, cause?: unknown): DataFileError {
	return new DataFileError(
		`${file} is damaged. Restore a copy, or choose another file.`,
		{ cause },
	);
}

/** Makes a database throw {@link DataFileError}s for errors that are the file's or the disk's. */
function explainErrors(database: DatabaseSync, file: string): void {
	const explained = <Result>(work: () => Result): Result => {
		try {
			return work();
		} catch (error) {
			throw dataFileErrorOf(file, error) ?? error;
		}
	};
	const { exec, prepare } = database;
	/** After some errors, such as a full disk, SQLite has already rolled back, and another error would hide the first. */
	const isEnd = (sql: string) => /^\s*(rollback|release)\b/i.test(sql);
	database.exec = (sql) => {
		if (isEnd(sql) && !database.isTransaction) return;
		explained(() => exec.call(database, sql));
	};
	database.prepare = (sql) => {
		const statement = explained(() => prepare.call(database, sql));
		const { all, get, run, iterate } = statement;
		const ends = isEnd(sql);
		type Values = Parameters<StatementSync["all"]>;
		return Object.assign(statement, {
			all: (...values: Values) => explained(() => all.apply(statement, values)),
			get: (...values: Values) => explained(() => get.apply(statement, values)),
			run: (...values: Values) =>
				ends && !database.isTransaction
					? { changes: 0, lastInsertRowid: 0 }
					: explained(() => run.apply(statement, values)),
			*iterate(...values: Values) {
				try {
					yield* iterate.apply(statement, values);
				} catch (error) {
					throw dataFileErrorOf(file, error) ?? error;
				}
			},
		}) as StatementSync;
	};
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
	try {
		if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
			throw new DataFileError(
				`${file} can't be created: the folder ${folder} doesn't exist. Create it, or choose another file.`,
			);
		const found = statSync(file, { throwIfNoEntry: false });
		if (found?.isDirectory())
			throw new DataFileError(`${file} is a folder. Choose a file in it.`);
		// SQLite would read a file that it can't write, and fail later. It keeps its log in the folder.
		for (const each of found ? [folder, file] : [folder])
			accessSync(each, constants.W_OK);
	} catch (error) {
		if (error instanceof DataFileError) throw error;
		const { code = "", message } = error as NodeJS.ErrnoException;
		const sentence = ["EACCES", "EPERM", "EROFS"].includes(code)
			? cantWrite(file)
			: cantUse(file, message);
		throw new DataFileError(sentence, { cause: error });
	}
}

/** SQLite's primary result codes for what is wrong with a file or its disk, and what to say. */
const SENTENCES: Record<number, (file: string, message: string) => string> = {
	/** SQLITE_PERM */
	3: cantWrite,
	/** SQLITE_BUSY */
	5: (file) =>
		`${file} is in use, possibly by another sandbox. Stop it, or choose another file.`,
	/** SQLITE_READONLY */
	8: cantWrite,
	/** SQLITE_IOERR */
	10: (file, message) =>
		`${file} can't be read or written: ${message}. Check the disk, or choose another file.`,
	/** SQLITE_CORRUPT */
	11: (file) => damagedFile(file).message,
	/** SQLITE_FULL */
	13: (file) =>
		file === IN_MEMORY
			? "The sandbox has as much data as it can keep in memory, 1 GB. Start it with --data FILE, or with less data."
			: `${file} can't be written: the disk is full. Free some space, or choose another file.`,
	/** SQLITE_CANTOPEN */
	14: cantWrite,
	/** SQLITE_NOTADB */
	26: notASandboxFile,
};

function cantWrite(file: string): string {
	return `${file} can't be written: permission denied. Change the permissions of the file and its folder, or choose another file.`;
}

function cantUse(file: string, message: string): string {
	return `${file} can't be used: ${message}. Choose another file.`;
}

/** The error that says what is wrong with the file; undefined if an error isn't about the file or its disk. */
export function dataFileErrorOf(
	file: string,
	error: unknown,
): DataFileError | undefined {
	if (error instanceof DataFileError) return error;
	const { errcode, message } = error as { errcode?: number; message: string };
	if (errcode === undefined) return undefined;
	// The low byte is the primary result code.
	const sentence = SENTENCES[errcode & 0xff]?.(file, message);
	return sentence === undefined
		? undefined
		: new DataFileError(sentence, { cause: error });
}

function notASandboxFile(file: string): string {
	return `${file} is not a sandbox data file, and was left unchanged. Choose another file.`;
}
