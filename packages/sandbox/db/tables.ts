/** The tables of the latest version and their row types, derived from the migrations. */
import type { Selectable } from "kysely";
import type { Column, RowOf, Table } from "./columns.ts";
import { VERSIONS } from "./migrations.ts";

type Version = (typeof VERSIONS)[keyof typeof VERSIONS];
type Intersect<Union> = (
	Union extends unknown
		? (each: Union) => void
		: never
) extends (all: infer All) => void
	? All
	: never;
type Created = Intersect<Version["create"]>;
type Added = Intersect<Extract<Version, { add: object }>["add"]>;

/** The tables, for Kysely. */
export type Tables = {
	[Name in keyof Created]: RowOf<
		(Created[Name] extends Table<infer Columns> ? Columns : never) &
			(Name extends keyof Added ? Added[Name] : unknown)
	>;
};

/** Column definitions by table, each after those that it references. */
export const COLUMNS = columnsOf(Object.values(VERSIONS)) as {
	[Name in keyof Tables]: Record<string, Column>;
};

export const tableNames = Object.keys(COLUMNS) as (keyof Tables)[];

function columnsOf(
	versions: {
		create: Record<string, Table>;
		add?: Record<string, Record<string, Column>>;
	}[],
): Record<string, Record<string, Column>> {
	const columns: Record<string, Record<string, Column>> = {};
	for (const { create, add = {} } of versions) {
		for (const [name, table] of Object.entries(create))
			columns[name] = table.columns;
		for (const [name, more] of Object.entries(add))
			columns[name] = { ...columns[name], ...more };
	}
	return columns;
}

/** The merchant that a row belongs to, and its organization. */
export interface Owner {
	merchant_id: string;
	organization_id: string;
}

/** A row as it is read. */
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;
export type CustomerRow = Row<"customers">;
export type DeliveryRow = Row<"deliveries">;
export type EventRow = Row<"events">;
export type LinkRow = Row<"payment_links">;
export type ProviderRow = Row<"providers">;
export type RefundRow = Row<"refunds">;
export type SessionRow = Row<"checkout_sessions">;
export type TransactionRow = Row<"transactions">;
