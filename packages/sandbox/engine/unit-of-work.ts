/** A unit of work: one database transaction at one point in time. */

import type { Description } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { Connection, Database } from "../db/sqlite.ts";
import type { Random } from "../random.ts";

export interface UnitOfWork {
	on: Connection;
	/** Its time: ISO 8601 in UTC with milliseconds, as in rows. */
	at: string;
}

/** Dependencies that the engine's parts choose from. */
export interface Parts {
	document: Description;
	database: Database;
	check: SchemaCheck;
	random: Random;
	/** Origin of the hosted pages: `http://127.0.0.1:4020`. */
	origin: () => string;
}
