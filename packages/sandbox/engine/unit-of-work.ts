/** A moment behind the API: what happens in it is one transaction of the database, at one time. */

import type { Description } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { Connection, Database } from "../db/sqlite.ts";
import type { Random } from "../random.ts";

export interface UnitOfWork {
	on: Connection;
	/** When it happens: ISO 8601 in UTC with milliseconds, as rows have it. */
	at: string;
}

/** What everything behind the API is made with. */
export interface Parts {
	document: Description;
	database: Database;
	check: SchemaCheck;
	random: Random;
	/** Where the sandbox's own pages are: `http://127.0.0.1:4020`. */
	origin: () => string;
}
