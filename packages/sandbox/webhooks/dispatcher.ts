/** Delivers events from the outbox: in order for each endpoint, with retries, logging every attempt. */
import { setTimeout as pause } from "node:timers/promises";
import {
	type Description,
	idPrefixes,
	readEvents,
	signatureHeader,
} from "@lomi/spec";
import { signWebhook } from "lomi-openapi/webhooks";
import { type AdjustableClock, later } from "../clock.ts";
import type { Database } from "../db/sqlite.ts";
import type { DeliveryRow, EventRow } from "../db/tables.ts";
import { type Random, uuid } from "../random.ts";
import type { Caller, CallResult } from "./call.ts";

/** Seconds between attempts. */
export type RetryDelays = readonly number[];

/** Delays of the v1 sender, for tests. */
export const FAST_RETRIES: RetryDelays = [5, 10, 20];

/** A fault injected into a delivery, to test receivers. Times are in milliseconds of real time. */
export interface DeliveryFault {
	/** Sends it twice. */
	duplicate?: boolean;
	/** Lets the next delivery overtake it. */
	reorder?: boolean;
	delay?: number;
	/** Signs it with a wrong secret. */
	wrong_signature?: boolean;
}

/** Returns the fault for the next attempt of a delivery, if any. */
export type FindDeliveryFault = (
	event: EventRow,
	webhook_id: string,
) => DeliveryFault | undefined;

/** The result of an attempt. */
export interface Attempt extends CallResult {
	success: boolean;
	request_duration_ms: number | null;
	/** Undefined if the endpoint was deleted meanwhile. */
	log_id?: string;
}

export interface Dispatcher {
	/** When the next attempt is due, in ISO 8601; undefined if none is. */
	next(): Promise<string | undefined>;
	/** Starts the due attempts: in sequence for an endpoint, in parallel for different ones. */
	pump(): Promise<void>;
	/** Makes all due attempts, and resolves when none is due. */
	drain(): Promise<void>;
	/** Makes a single attempt now, without retries, of a delivery that isn't scheduled. */
	attempt(event_id: string, webhook_id: string): Promise<Attempt | undefined>;
	setFaults(find: FindDeliveryFault): void;
	/** Calls back after each attempt is committed, with the time of the next one. */
	onAttempt(listener: (delivery: DeliveryRow) => void): void;
	/** Aborts pending attempts, which stay due. */
	close(): Promise<void>;
}

export interface DispatcherParts {
	document: Description;
	database: Database;
	clock: AdjustableClock;
	random: Random;
	caller: Caller;
	retries: RetryDelays;
	onFault: (error: Error) => void;
}

/** A delivery with its event and endpoint. */
type PendingDelivery = DeliveryRow &
	EventRow & { url: string; secret: string; due_at: string | null };

export function createDispatcher({
	document,
	database,
	clock,
	random,
	caller,
	retries,
	onFault,
}: DispatcherParts): Dispatcher {
	const headersOf = createHeaders(document);
	/** Not the secret of any endpoint. */
	const wrongSecret = `${idPrefixes(document).webhookSecret}wrong`;
	const serving = new Map<string, Promise<void>>();
	/** Endpoints with new deliveries since they were last checked. */
	const missed = new Set<string>();
	let findFault: FindDeliveryFault = () => undefined;
	/** Faults of upcoming attempts: each is asked for once. */
	const faults = new Map<string, DeliveryFault>();
	let notify: (delivery: DeliveryRow) => void = () => {};
	let isClosed = false;
	const closing = new AbortController();
	const { signal } = closing;

	const pendingDeliveries = () =>
		database
			.selectFrom("deliveries")
			.innerJoin("events", "events.event_id", "deliveries.event_id")
			.innerJoin("webhooks", "webhooks.id", "deliveries.webhook_id")
			.selectAll("deliveries")
			.select([
				"sequence",
				"merchant_id",
				"events.organization_id",
				"event_type",
				"payload",
				"events.created_at",
				"url",
				"secret",
			]);

	const faultOf = (delivery: PendingDelivery) => {
		const name = `${delivery.event_id} ${delivery.webhook_id}`;
		const fault =
			faults.get(name) ?? findFault(delivery, delivery.webhook_id) ?? {};
		faults.set(name, fault);
		return { fault, forget: () => faults.delete(name) };
	};

	/** The endpoint's next delivery, or the one after it if that is to overtake. */
	const nextFor = async (webhook_id: string) => {
		const due = await pendingDeliveries()
			.where("deliveries.webhook_id", "=", webhook_id)
			.where("active", "=", 1)
			.where("due_at", "<=", clock.peek().toISOString())
			.orderBy("due_at")
			.orderBy("sequence")
			.limit(2)
			.execute();
		const [first, second] = due;
		if (!first || !second) return first;
		const { fault } = faultOf(first);
		if (!fault.reorder) return first;
		fault.reorder = false;
		return second;
	};

	const serve = async (webhook_id: string): Promise<void> => {
		try {
			for (;;) {
				missed.delete(webhook_id);
				const delivery = isClosed ? undefined : await nextFor(webhook_id);
				if (delivery) await attemptWithFaults(delivery);
				else if (!missed.has(webhook_id)) return;
			}
		} finally {
			serving.delete(webhook_id);
		}
	};

	const pump = async () => {
		if (isClosed) return;
		const rows = await database
			.selectFrom("deliveries")
			.innerJoin("webhooks", "webhooks.id", "deliveries.webhook_id")
			.select("webhook_id")
			.distinct()
			.where("due_at", "<=", clock.peek().toISOString())
			.where("active", "=", 1)
			.execute();
		for (const { webhook_id } of rows)
			if (serving.has(webhook_id)) missed.add(webhook_id);
			else {
				const served = serve(webhook_id);
				serving.set(webhook_id, served);
				served.catch((error) => {
					if (!isClosed) onFault(error);
				});
			}
	};

	const attemptWithFaults = async (delivery: PendingDelivery) => {
		const { fault, forget } = faultOf(delivery);
		forget();
		const result = await attempt(delivery, fault);
		if (result?.log_id && fault.duplicate)
			await attempt({ ...delivery, ...result.row }, fault);
		return result;
	};

	const attempt = async (delivery: PendingDelivery, fault: DeliveryFault) => {
		const { event_type, payload, url } = delivery;
		if (fault.delay) await pause(fault.delay, undefined, { signal });
		const secret = fault.wrong_signature ? wrongSecret : delivery.secret;
		const signature = await signWebhook({ body: payload, secret });
		const headers = headersOf(event_type, signature);
		const start = performance.now();
		const callResult = await caller.post(url, payload, headers);
		const took = Math.round(performance.now() - start);
		if (isClosed) return undefined;
		const { status } = callResult;
		const result: Attempt = {
			...callResult,
			success: status !== null && status >= 200 && status < 300,
			request_duration_ms: status === null ? null : took,
		};
		const logged = await logAttempt(delivery, result);
		if (logged) notify(logged.row);
		return { ...result, ...logged };
	};

	/** Logs an attempt and schedules the next one. Undefined if the endpoint was deleted meanwhile. */
	const logAttempt = (
		{
			event_id,
			webhook_id,
			event_type,
			payload,
			attempts,
			due_at,
		}: PendingDelivery,
		{ success, status, request_duration_ms }: Attempt,
	) =>
		database.transaction().execute(async (on) => {
			const at = clock.peek().toISOString();
			const delay = due_at === null ? undefined : retries[attempts];
			const isOver = success || delay === undefined;
			const row = await on
				.updateTable("deliveries")
				.set({
					status: success ? "delivered" : isOver ? "failed" : "waiting",
					attempts: attempts + 1,
					due_at: isOver ? null : later(at, 1000 * delay),
					response_status: status,
					updated_at: at,
				})
				.where("event_id", "=", event_id)
				.where("webhook_id", "=", webhook_id)
				.returningAll()
				.executeTakeFirst();
			if (!row) return undefined;
			const { id: log_id } = await on
				.insertInto("delivery_logs")
				.values({
					id: uuid(random),
					webhook_id,
					event_type,
					attempt_number: attempts + 1,
					success: success ? 1 : 0,
					response_status: status,
					// Response bodies aren't stored.
					response_body_truncated: 0,
					request_duration_ms,
					payload_present: 1,
					created_at: at,
					payload,
				})
				.returning("id")
				.executeTakeFirstOrThrow();
			return { row, log_id };
		});

	return {
		async next() {
			const row = await database
				.selectFrom("deliveries")
				.innerJoin("webhooks", "webhooks.id", "deliveries.webhook_id")
				.select(({ fn }) => fn.min("due_at").as("due_at"))
				.where("due_at", "is not", null)
				.where("active", "=", 1)
				.executeTakeFirst();
			return row?.due_at ?? undefined;
		},

		pump,

		async drain() {
			for (;;) {
				await pump();
				if (serving.size === 0) return;
				await Promise.race(serving.values());
			}
		},

		async attempt(event_id, webhook_id) {
			const delivery = await pendingDeliveries()
				.where("deliveries.event_id", "=", event_id)
				.where("deliveries.webhook_id", "=", webhook_id)
				.executeTakeFirst();
			return delivery && attemptWithFaults(delivery);
		},

		setFaults(find) {
			findFault = find;
		},
		onAttempt(listener) {
			notify = listener;
		},
		async close() {
			isClosed = true;
			closing.abort();
			caller.close();
			await Promise.allSettled(serving.values());
		},
	};
}

/** Creates the function for a delivery's headers, as the description defines them. */
function createHeaders(document: Description) {
	const signature = signatureHeader(document);
	const [event] = readEvents(document);
	const constants = Object.fromEntries(
		(event?.parameters ?? [])
			.filter(({ schema }) => schema.const !== undefined)
			.map(({ name, schema }) => [name, schema.const]),
	);
	const [eventHeader = ""] = Object.keys(constants).filter(
		(name) => constants[name] === event?.name,
	);
	return (event_type: string, signed: string): Record<string, string> => ({
		...constants,
		"Content-Type": "application/json",
		[eventHeader]: event_type,
		[signature]: signed,
	});
}
