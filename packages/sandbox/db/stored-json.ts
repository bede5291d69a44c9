/** Reads JSON from columns, and says so where it can't be read. */

/** The database can't be used. The message says why, and what to do. */
export class DataFileError extends Error {
	override name = "DataFileError";
}

/** The database can't be used right now, and may be again later. */
export class UnavailableError extends DataFileError {
	override name = "UnavailableError";
}

/** What the messages of {@link UnavailableError} say. */
export const AWAY = /can't be reached|has no free connection/;

/**
 * Parses JSON that a column holds. Only {@link JSON.stringify} writes it.
 *
 * @throws {DataFileError} If it isn't JSON: SQLite doesn't notice changed bytes within a value.
 */
export function parseStored(value: unknown) {
	try {
		return JSON.parse(String(value));
	} catch (cause) {
		throw new DataFileError(
			"The data file is damaged: it holds a value that can't be read. Restore a copy, or choose another file.",
			{ cause },
		);
	}
}
