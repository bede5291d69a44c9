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
	searchFunction(
		"has_text(shown text, key text)",
		// Most texts have no letter but those of ASCII.
		`IF octet_length(shown) = length(shown) THEN RETURN strpos(lower(shown), key) > 0; END IF;
		RETURN strpos(${SCHEMA}.search_key(shown), key) > 0;`,
	),
	searchFunction(
		"has_digits(shown text, digits text)",
		`shown := regexp_replace(shown, '[^0-9\\n]', '', 'g');
		RETURN EXISTS (SELECT 1 FROM string_to_table(digits, E'\\n') AS one WHERE strpos(shown, one) > 0);`,
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

/** Expensive, so that only the rows of a slice are searched: what a query could take for cheap, it asks of the whole table. */
function searchFunction(name: string, body: string): string {
	return `CREATE FUNCTION ${name} RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$BEGIN ${body} END$$`;
}
