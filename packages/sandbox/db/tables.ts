/** The tables of the latest version and their row types, derived from the migrations. */
import type { Selectable } from "kysely";
import type {
	ControlSchemas,
	Schemas,
	SubscriptionStatus,
	TransactionStatus,
} from "../schema-types.ts";
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

/** The API's objects that rows have fields of. */
interface Described {
	checkout_sessions: Schemas["CheckoutSession"];
	deliveries: { status: ControlSchemas["DeliveryStatus"] };
	payment_links: Schemas["PaymentLink"];
	plans: Schemas["SubscriptionPlan"];
	products: Schemas["Product"];
	refunds: Schemas["Refund"];
	subscription_tallies: { status: SubscriptionStatus };
	subscriptions: Schemas["Subscription"];
	transaction_tallies: { status: TransactionStatus };
	transactions: Schemas["Transaction"] & { settles_as: TransactionStatus };
}

/** A row whose texts are narrowed to the values of their field, where the description lists all of them. */
type Narrow<Row, Fields> = {
	[Name in keyof Row]: Name extends keyof Fields
		? NarrowText<Row[Name], NonNullable<Fields[Name]>>
		: Row[Name];
};

type NarrowText<Text, Values> = [Values] extends [string]
	? string extends Values
		? Text
		: Values | Exclude<Text, string>
	: Text;

/** The tables, for Kysely. */
export type Tables = {
	[Name in keyof Created]: Narrow<
		RowOf<
			(Created[Name] extends Table<infer Columns> ? Columns : never) &
				(Name extends keyof Added ? Added[Name] : unknown)
		>,
		Name extends keyof Described ? Described[Name] : unknown
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
