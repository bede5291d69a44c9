/** Everything is in a schema of its own: the database may be used by others, too. */
export const SCHEMA = "lomi_sandbox";
