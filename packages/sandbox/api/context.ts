/** What a handler works with: a request that holds, and whose it is. */

import { examplesOf, Refusal } from "@lomi/http";
import type { Description, Node, Operation } from "@lomi/spec";
import type { operations } from "../../../generated/schema.d.ts";
import type { Clock } from "../clock.ts";
import type { Connection } from "../db/sqlite.ts";
import type { Owner } from "../db/tables.ts";
import type { UnitOfWork } from "../engine/unit-of-work.ts";
import type { Random } from "../random.ts";

export interface Context {
	/** The database, held for this request alone; in a transaction where it may write. */
	database: Connection;
	document: Description;
	operation: Operation;
	/** Whose key it is. */
	merchant: Owner;
	path: Record<string, string>;
	/** Parsed, with the defaults of the description. */
	query: Node;
	/** With the defaults of the description. */
	body: Node;
	environment: string;
	/** The address that the sandbox was called by, without a path: where its own pages are. */
	origin: string;
	clock: Clock;
	random: Random;
}

/** This request as a moment behind the API. */
export function unitOfWork({ database, clock }: Context): UnitOfWork {
	return { on: database, at: clock.now().toISOString() };
}

export type OperationId = keyof operations;

/** The request of one operation, typed by the description. */
export interface ContextOf<Id extends OperationId> extends Context {
	path: ParamsOf<operations[Id]["parameters"]["path"]>;
	query: ParamsOf<operations[Id]["parameters"]["query"]>;
	body: BodyOf<operations[Id]>;
}

/** What a place of the request holds, or nothing. */
export type ParamsOf<FormValues> = [NonNullable<FormValues>] extends [never]
	? Record<never, never>
	: NonNullable<FormValues>;

type BodyOf<Described> = Described extends {
	requestBody: { content: { "application/json": infer Body } };
}
	? Described extends { responses: { 201: unknown } }
		? WithDefaults<Body>
		: Body
	: Record<never, never>;

/** What a creation may leave out and has a default for, as the types alone can tell: what is neither required nor nullable. */
type WithDefaults<Body> = Body extends unknown
	? Omit<Body, Defaulted<Body>> & Required<Pick<Body, Defaulted<Body>>>
	: never;

type Defaulted<Body> = {
	[Name in keyof Body]-?: undefined extends Body[Name]
		? null extends Body[Name]
			? never
			: Exclude<Name, WithoutDefault>
		: never;
}[keyof Body];

/** The exceptions to that. */
type WithoutDefault = "fee_type_ids" | "merchant_id";

/** What a handler found or did; the envelope is put around it afterwards. */
export interface HandlerResult {
	/** Stands under `data`. For a list, its items. */
	data?: unknown;
	/** How many items all pages of a list have. */
	total?: number;
	/** What stands next to `data`, but for what the description gives every answer. */
	extra?: Node;
}

/** The part of a handler file's parameters that every one needs. */
export interface Described {
	document: Description;
}

export interface Handler<Request extends Context = Context> {
	(context: Request): Promise<HandlerResult>;
	/** True where it waits for somebody else: it then holds no transaction, so that nobody waits for it. */
	withoutTransaction?: boolean;
}

/** Handlers by operationId, each with its own request. */
export type Handlers = { [Id in OperationId]?: Handler<ContextOf<Id>> };

/**
 * Ends the request with a documented error.
 *
 * @param scenario Names the example that the answer is.
 * @param id Takes the place of the ID in the example; default: the last one of the path.
 * @param details Takes the place of the example's own.
 */
export function refuseWith(
	{ operation, path }: Context,
	status: number,
	scenario: string,
	id = Object.values(path).at(-1) ?? "",
	details?: string | object,
): never {
	const example = examplesOf(operation, status).find(
		(candidate) => candidate.scenario === scenario,
	);
	if (!example)
		throw new Error(`${operation.id} has no ${status} named ${scenario}.`);
	const { error } = example.value as { error: { details: string | object } };
	const defaultDetails =
		typeof error.details === "string"
			? error.details.replace(ID, () => `with ID \`${id}\``)
			: error.details;
	throw new Refusal({
		status,
		headers: {},
		body: { error: { ...error, details: details ?? defaultDetails } },
	});
}

const ID = /with ID `[^`]+`/;
