/**
 * Those of SQLite's functions, and of the sandbox's own, that queries, indexes and triggers use. They call each other with the schema: while
 * an index is made, nothing is found without.
 */
import { APOSTROPHES } from "../search-text.ts";
import { SCHEMA } from "./schema-name.ts";

/** Combining marks, of which accents are. */
const MARKS =
	"[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]";

/** An escaped U+0000, which `jsonb` can't have, after the backslashes that are escaped themselves. */
const ESCAPED_NULL = "(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000";

export const FUNCTIONS = [
	sqlFunction(
		"json_of(text)",
		"jsonb",
		`SELECT CASE WHEN strpos($1, '\\u0000') = 0 THEN $1 ELSE regexp_replace($1, '${ESCAPED_NULL}', '\\1', 'g') END::jsonb`,
	),
	sqlFunction("instr(text, text)", "integer", "SELECT strpos($1, $2)"),
	sqlFunction(
		"search_key(text)",
		"text",
		`SELECT lower(regexp_replace(translate(normalize($1, NFD), '${APOSTROPHES}', '${"'".repeat(2 * APOSTROPHES.length)}'), '${MARKS}', '', 'g'))`,
	),
	sqlFunction(
		"has_text(text, text)",
		"boolean",
		`SELECT strpos(${SCHEMA}.search_key($1), $2) > 0`,
	),
	sqlFunction(
		"has_digits(text, text)",
		"boolean",
		`SELECT EXISTS (SELECT 1 FROM string_to_table($2, E'\\n') AS one WHERE strpos(regexp_replace($1, '[^0-9\\n]', '', 'g'), one) > 0)`,
	),
	sqlFunction(
		"json_texts(text)",
		"text",
		`SELECT CASE WHEN $1 IS JSON THEN (SELECT string_agg(value #>> '{}', E'\\n')
			FROM jsonb_path_query(${SCHEMA}.json_of($1), 'strict $.**') AS value
			WHERE jsonb_typeof(value) NOT IN ('object', 'array', 'null')) END`,
	),
	`CREATE FUNCTION json_valid(text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT $1 IS JSON$$`,
	sqlFunction(
		"json_extract(text, text)",
		"text",
		`SELECT ${SCHEMA}.json_of($1) #>> string_to_array(substr($2, 3), '.')`,
	),
	`CREATE FUNCTION json_each(text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS $$
		SELECT jsonb_array_elements_text(${SCHEMA}.json_of($1))$$`,
];

function sqlFunction(name: string, type: string, body: string): string {
	return `CREATE FUNCTION ${name} RETURNS ${type} LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$${body}$$`;
}
