/** What a handler receives: a valid request, and the merchant that sent it. */

import { examplesOf, Refusal } from "@lomi/http";
import type { Description, Node, Operation } from "@lomi/spec";
import type { operations } from "lomi-openapi/schema";
import type { Clock } from "../clock.ts";
import type { Connection } from "../db/database.ts";
import type { Owner } from "../db/tables.ts";
import type { UnitOfWork } from "../engine/unit-of-work.ts";
import type { Random } from "../random.ts";
import type { Received } from "../schema-types.ts";

export interface Context {
	/** Exclusive to this request; a transaction if it may write. */
	database: Connection;
	document: Description;
	operation: Operation;
	/** The owner of the API key. */
	merchant: Owner;
	path: Record<string, string>;
	/** Parsed, with the description's defaults applied. */
	query: Node;
	/** With the description's defaults applied. */
	body: Node;
	environment: string;
	/** The origin that the request was sent to, where the hosted pages are too. */
	origin: string;
	clock: Clock;
	random: Random;
	/** Receives the IDs of the events that the request emits. */
	caused?: string[] | undefined;
}

/** The request's unit of work for the engine. */
export function unitOfWork({ database, clock, caused }: Context): UnitOfWork {
	return { on: database, at: clock.now().toISOString(), caused };
}

export type OperationId = keyof operations;

/** The request of an operation, typed by the description. */
export interface ContextOf<Id extends OperationId> extends Context {
	path: ParamsOf<operations[Id]["parameters"]["path"]>;
	query: ParamsOf<operations[Id]["parameters"]["query"]>;
	body: BodyOf<operations[Id]>;
}

/** Parameters of one kind; an empty object if there are none. */
export type ParamsOf<FormValues> = [NonNullable<FormValues>] extends [never]
	? Record<never, never>
	: Received<NonNullable<FormValues>>;

type BodyOf<Described> = Described extends {
	requestBody: { content: { "application/json": infer Body } };
}
	? Described extends { responses: { 201: unknown } }
		? WithDefaults<WithoutIgnored<Received<Body>>>
		: WithoutIgnored<Received<Body>>
	: Record<never, never>;

/** Without what the parser drops: deprecated fields of old clients. */
type WithoutIgnored<Body> = Body extends unknown ? Omit<Body, Ignored> : never;
type Ignored = "merchant_id" | "organization_id";

/** Makes the optional fields of a creation that have a default required: booleans and numbers, as far as types can tell. */
type WithDefaults<Body> = Body extends unknown
	? Omit<Body, Defaulted<Body>> & Required<Pick<Body, Defaulted<Body>>>
	: never;

type Defaulted<Body> = {
	[Name in keyof Body]-?: undefined extends Body[Name]
		? Body[Name] extends boolean | number | undefined
			? Exclude<Name, WithoutDefault>
			: never
		: never;
}[keyof Body];

/** Optional booleans and numbers without a default. */
type WithoutDefault = "amount";

/** What a handler returns, without the envelope. */
export interface HandlerResult {
	/** The response's `data`: for a list, its items. */
	data?: unknown;
	/** Number of items on all pages of a list. */
	total?: number;
	/** Fields next to `data`, besides those of every response. */
	extra?: Node;
}

/** What every resource needs to create its handlers. */
export interface Described {
	document: Description;
}

export interface Handler<Request extends Context = Context> {
	(context: Request): Promise<HandlerResult>;
	/** True if it waits for another server: no transaction is held meanwhile, which would block all other requests. */
	withoutTransaction?: boolean;
}

/** Handlers by operationId, each with its own request type. */
export type Handlers = { [Id in OperationId]?: Handler<ContextOf<Id>> };

/**
 * Ends the request with a documented error.
 *
 * @param scenario Name of the error's example.
 * @param id Replaces the ID in the example. Default: the last one in the path.
 * @param details Replaces the example's details.
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
