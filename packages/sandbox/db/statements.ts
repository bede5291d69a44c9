/**
 * Statements that are compiled once and run with new values. Building and compiling a query takes longer than running it, and the engine
 * runs the same few dozen for each payment.
 */
import type {
	Compilable,
	CompiledQuery,
	InferResult,
	Insertable,
	Kysely,
	Selectable,
} from "kysely";
import type { Connection } from "./database.ts";
import { COLUMNS, type Tables } from "./tables.ts";

/** Runs a statement, and returns its rows. */
export type Statement<Values, Row> = (
	on: Connection,
	values: Values,
) => Promise<Row[]>;

/** The place of a value in a statement. */
class Placeholder {
	readonly name: string;
	constructor(name: string) {
		this.name = name;
	}
}

/**
 * Prepares a statement.
 *
 * @param build Builds it. `values` has a placeholder for each value, typed as the value: use it only as an operand.
 */
export function prepare<Values extends object>() {
	return <Query extends Compilable<unknown>>(
		build: (database: Kysely<Tables>, values: Values) => Query,
	): Statement<
		Values,
		InferResult<Query> extends (infer Row)[] ? Row : never
	> => {
		/** Compiled for each of the dialects that the process uses. */
		const statements = new Map<unknown, Compiled>();
		return async (on, values) => {
			const dialect = on.getExecutor().adapter.constructor;
			let statement = statements.get(dialect);
			if (!statement) {
				statement = compile(build(on, placeholders<Values>()));
				statements.set(dialect, statement);
			}
			const { query, names } = statement;
			const parameters = names.map((each) =>
				each instanceof Placeholder
					? (values[each.name as keyof Values] ?? null)
					: each,
			);
			const { rows } = await on.executeQuery({ ...query, parameters });
			return rows as never;
		};
	};
}

/** A new row: columns that are null or have a default may be left out. */
type NewRow<Table extends keyof Tables> = Insertable<Tables[Table]>;

/**
 * Prepares the insertion of rows.
 *
 * @param optional Columns with a default that are set all the same. Others aren't.
 */
export function prepareInsert<Table extends keyof Tables>(
	table: Table,
	optional: (keyof Tables[Table] & string)[] = [],
): Statement<NewRow<Table>, never> {
	return prepare<Record<string, unknown>>()((database, values) =>
		database
			.insertInto(table as "customers")
			.values(
				Object.fromEntries(
					[...columnsOf(table), ...optional].map((name) => [
						name,
						values[name],
					]),
				) as never,
			),
	) as unknown as Statement<NewRow<Table>, never>;
}

/**
 * Prepares the insertion of rows, and returns each with null for what was left out, but without the columns that have a default.
 *
 * @param optional See {@link prepareInsert}.
 */
export function prepareCreation<Table extends keyof Tables>(
	table: Table,
	optional: (keyof Tables[Table] & string)[] = [],
): (on: Connection, row: NewRow<Table>) => Promise<Selectable<Tables[Table]>> {
	const insert = prepareInsert(table, optional);
	const nothing = Object.fromEntries(
		columnsOf(table).map((name) => [name, null]),
	);
	return async (on, values) => {
		const row = { ...nothing, ...values };
		await insert(on, row);
		return row as unknown as Selectable<Tables[Table]>;
	};
}

/** The columns of a table that have no default. */
function columnsOf(table: keyof Tables): string[] {
	return Object.entries(COLUMNS[table])
		.filter(([, sql]) => !sql.includes("DEFAULT"))
		.map(([name]) => name);
}

function placeholders<Values extends object>(): Values {
	return new Proxy({} as Values, {
		get: (_, name) => new Placeholder(String(name)),
	});
}

interface Compiled {
	query: CompiledQuery;
	names: unknown[];
}

function compile(query: Compilable<unknown>): Compiled {
	const compiled = query.compile() as CompiledQuery;
	return { query: compiled, names: [...compiled.parameters] };
}
