/** The database that a sandbox keeps its data in, of whatever kind. */
import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;
/** The database or a transaction. */
export type Connection = Database | Transaction<Tables>;
