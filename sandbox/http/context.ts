/** What a handler works with: a request that holds, and whose it is. */
import type { Transaction } from "kysely";
import type {
	Description,
	Node,
	Operation,
} from "../../description/operations.ts";
import { examplesOf } from "../../mock/errors.ts";
import { Refusal } from "../../mock/refusal.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../data/sqlite.ts";
import type { Tables } from "../data/tables.ts";
import type { Random } from "../random.ts";

export interface Context {
	/** The database, in the transaction of this request where it writes. */
	database: Database | Transaction<Tables>;
	document: Description;
	operation: Operation;
	/** Whose key it is. */
	merchant: { merchant_id: string; organization_id: string };
	path: Record<string, string>;
	/** Parsed, with the defaults of the description. */
	query: Node;
	/** With the defaults of the description. */
	body: Node;
	environment: string;
	clock: Clock;
	random: Random;
}

/** What a handler found or did; the envelope is put around it afterwards. */
export interface Outcome {
	/** Stands under `data`. For a list, its items. */
	data?: unknown;
	/** How many items all pages of a list have. */
	total?: number;
	/** What stands next to `data`, but for what the description gives every answer. */
	beside?: Node;
}

export interface Handler {
	(context: Context): Promise<Outcome>;
	/** True where it waits for somebody else: it then holds no transaction, so that nobody waits for it. */
	outside?: boolean;
}

/** The handlers of one resource, by operationId. */
export type Handlers = Record<string, Handler>;

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
	const own =
		typeof error.details === "string"
			? error.details.replace(ID, () => `with ID \`${id}\``)
			: error.details;
	throw new Refusal({
		status,
		headers: {},
		body: { error: { ...error, details: details ?? own } },
	});
}

const ID = /with ID `[^`]+`/;
