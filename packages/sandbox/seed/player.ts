/**
 * Plays what customers and merchants do through the sandbox's own engine and API, with a clock that goes from action to action. What the
 * seed shows has happened as it would in a sandbox that was used all along.
 */

import { type Description, readOperations, testServer } from "@lomi/spec";
import type { operations } from "lomi-openapi/schema";
import type { OperationId } from "../api/context.ts";
import { createHandlers } from "../api/handlers.ts";
import { completeBody, readQuery } from "../api/parse-request.ts";
import { adjustableClock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Engine, Outcome } from "../engine/engine.ts";
import { createEngine } from "../engine/index.ts";
import type { PaymentAttempts } from "../engine/payment-attempts.ts";
import type { DueCharge } from "../engine/subscriptions.ts";
import { allowLocalhostWebhooks } from "../localhost-webhooks.ts";
import type { Random } from "../random.ts";
import { successesOf } from "../spec-examples.ts";
import type { Caller } from "../webhooks/call.ts";
import type { SeededMerchant } from "./merchants.ts";

/** The body of an operation's request. */
export type BodyOf<Id extends OperationId> = operations[Id] extends {
	requestBody: { content: { "application/json": infer Body } };
}
	? Body
	: never;

/** What an operation returns as `data`. */
type DataOf<Id extends OperationId> = Extract<
	operations[Id]["responses"][keyof operations[Id]["responses"]],
	{ content: { "application/json": { data: unknown } } }
>["content"]["application/json"]["data"];

/** Sends a request to the API as a merchant, and returns the response's `data`. */
export type Call = <Id extends OperationId>(
	operation: Id,
	request?: {
		path?: Record<string, string>;
		query?: Record<string, string>;
		body?: BodyOf<Id>;
	},
) => Promise<DataOf<Id>>;

export interface Player {
	engine: Engine;
	attempts: PaymentAttempts;
	/** The time, in milliseconds. */
	now(): number;
	/** Schedules an action, in milliseconds. Actions at the same time happen in the order in which they were scheduled. */
	at(time: number, act: () => Promise<void>): void;
	/** Goes to a time, through all actions and everything that is due before. */
	goTo(time: number): Promise<void>;
	/** Creates the function with which a merchant calls the API. */
	as(merchant: SeededMerchant): Call;
}

export interface PlayerParts {
	document: Description;
	/** Within a transaction. */
	database: Database;
	random: Random;
	/** When it starts, in milliseconds. */
	since: number;
	/** Whether an event of an ISO 8601 time is kept. */
	keepsEvent: (at: string) => boolean;
	/** Whoever answers deliveries. */
	caller: Caller;
	/** Decides how a subscription's charge ends. */
	outcomeOfCharge: (charge: DueCharge) => Outcome;
}

export function createPlayer({
	document: described,
	database,
	random,
	since,
	...parts
}: PlayerParts): Player {
	const document = allowLocalhostWebhooks(described);
	const clock = adjustableClock({ now: () => new Date(since) });
	const [{ data: session }] = successesOf(document, "getCheckoutSession");
	const { origin } = new URL(session.url);
	const { engine, attempts, scheduler, ...engineParts } = createEngine({
		...parts,
		document,
		database,
		// Compiling the schemas of events would take longer than the last weeks. A test checks what is seeded.
		check: () => [],
		clock,
		random,
		concurrentRandom: random,
		origin: () => origin,
		transaction: (act) => act(database),
		runsByItself: false,
		onFault(trace) {
			throw new Error(`The seed has failed: ${trace}`);
		},
	});
	const operations = readOperations(document);
	const handlers = createHandlers(operations, {
		document,
		scheduler,
		...engineParts,
	});
	const environment = testServer(document)["x-environment"];
	/** In order of time. */
	const actions: { time: number; act: () => Promise<void> }[] = [];

	const passTo = async (time: number) => {
		const to = new Date(time);
		if (to <= clock.peek()) return;
		if (await scheduler.isQuietUntil(to.toISOString())) clock.set(to);
		else await engine.advance(to);
	};

	return {
		engine,
		attempts,
		now: () => clock.peek().getTime(),
		at(time, act) {
			let place = actions.length;
			while (place > 0 && (actions[place - 1]?.time ?? 0) > time) place--;
			actions.splice(place, 0, { time, act });
		},
		async goTo(time) {
			while ((actions[0]?.time ?? Infinity) <= time) {
				const next = actions.shift();
				if (!next) break;
				await passTo(next.time);
				await next.act();
				await engine.idle();
			}
			await passTo(time);
		},
		as:
			(merchant) =>
			async (id, { path = {}, query, body } = {}) => {
				const operation = operations.find((each) => each.id === id);
				const handler = handlers[id];
				if (!operation || !handler) throw new Error(`There is no ${id}.`);
				const { data } = await handler({
					database,
					document,
					operation,
					merchant,
					path,
					query: readQuery(operation, new URLSearchParams(query)),
					body: completeBody(
						document,
						operation,
						body ? JSON.stringify(body) : "",
					),
					environment,
					origin,
					clock,
					random,
				});
				return data as never;
			},
	};
}
