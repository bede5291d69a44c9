/** Delivers events from the outbox: in order for each endpoint, with retries, logging every attempt. */
import { createHmac } from "node:crypto";
import {
	type Description,
	eventHeader,
	idPrefixes,
	readEvents,
	signatureHeader,
} from "@lomi/spec";
import { type AdjustableClock, later } from "../clock.ts";
import type { Connection, Database } from "../db/sqlite.ts";
import { prepare, prepareInsert } from "../db/statements.ts";
import type { DeliveryRow, EventRow } from "../db/tables.ts";
import type { RunInTransaction } from "../engine/unit-of-work.ts";
import { type Random, uuid } from "../random.ts";
import { elapsed, nextTurn, sleep } from "../timers.ts";
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
	/**
	 * When the next attempt is due, in ISO 8601; undefined if none is.
	 *
	 * @param except Endpoints to leave out.
	 */
	next(except?: ReadonlySet<string>): Promise<string | undefined>;
	/** Counts new deliveries, which {@link Dispatcher.pump} makes once they are committed. */
	announce(webhook_ids: readonly string[]): void;
	/** Starts the due attempts: in sequence for an endpoint, in parallel for different ones. */
	pump(): Promise<void>;
	/**
	 * Makes all due attempts, and resolves when none is due.
	 *
	 * @param signal Ends the waiting early.
	 * @param unresponsive Endpoints not to wait for. Those that don't respond are added, after one attempt each.
	 */
	drain(signal: AbortSignal, unresponsive?: Set<string>): Promise<void>;
	/** Makes a single attempt now, without retries, of a delivery that isn't scheduled. */
	attempt(event_id: string, webhook_id: string): Promise<Attempt | undefined>;
	/** Resolves once an organization's endpoints have caught up with its events, or after a short time: whoever makes more has to wait. */
	keepPace(organization_id: string): Promise<void> | undefined;
	setFaults(find: FindDeliveryFault): void;
	/** Calls back after each attempt is committed, with the time of the next one. */
	onAttempt(listener: (delivery: DeliveryRow) => void): void;
	/** Aborts pending attempts, which stay due, and resolves once they are logged. */
	close(): Promise<void>;
}

export interface DispatcherParts {
	document: Description;
	database: Database;
	transaction: RunInTransaction;
	clock: AdjustableClock;
	random: Random;
	caller: Caller;
	retries: RetryDelays;
	onFault: (error: Error) => void;
}

/** A delivery with its event and endpoint. */
type PendingDelivery = DeliveryRow &
	Omit<EventRow, "sequence"> & { url: string; secret: string };

/** An endpoint whose due deliveries are being made. */
interface Serving {
	organization_id: string;
	/** Resolves once none is due. */
	done: Promise<void>;
	/** Whether deliveries were added since it was last checked. */
	hasMore: boolean;
	/** Whether its last attempt got no response. */
	isUnresponsive: boolean;
	/** Number of due deliveries: counted now and then, and in between. */
	due: number;
}

/** An attempt whose result isn't written yet. */
interface Unwritten {
	delivery: PendingDelivery;
	result: Attempt;
	at: string;
	/** True if it was cut off, and stays due. */
	isCutOff: boolean;
	written(row: DeliveryRow | undefined, log_id: string): void;
	failed(error: Error): void;
}

/** Due deliveries of an endpoint from which its organization has to wait, and milliseconds that it waits at most. */
const TOO_MANY = 12;
const LONGEST_WAIT = 100;

/** After how many deliveries those that are due are counted again. */
const COUNT_EVERY = 8;
/** Milliseconds until an endpoint is served again after an internal error. */
const PAUSE = 1_000;

/** Why an attempt failed that the sandbox has ended. */
const CUT_OFF =
	"The sandbox stopped before the endpoint responded. It is delivered again.";

export function createDispatcher({
	document,
	database,
	transaction,
	clock,
	random,
	caller,
	retries,
	onFault,
}: DispatcherParts): Dispatcher {
	const headersOf = createHeaders(document);
	/** Not the secret of any endpoint. */
	const wrongSecret = `${idPrefixes(document).webhookSecret}wrong`;
	const serving = new Map<string, Serving>();
	/** Attempts in progress or not yet written, by endpoint: their deliveries are still due in the database. */
	const started = new Map<string, Set<string>>();
	const unwritten: Unwritten[] = [];
	let writing: Promise<void> | undefined;
	let findFault: FindDeliveryFault = () => undefined;
	/** Faults of upcoming attempts: each is asked for once. */
	const faults = new Map<string, DeliveryFault>();
	let notify: (delivery: DeliveryRow) => void = () => {};
	/** Called after each attempt. */
	const progressed = new Set<() => void>();
	const closing = new AbortController();
	const { signal } = closing;

	const pendingDeliveries = (on: Database) =>
		on
			.selectFrom("deliveries")
			.innerJoin("events", "events.event_id", "deliveries.event_id")
			.innerJoin("webhooks", "webhooks.id", "deliveries.webhook_id")
			.selectAll("deliveries")
			.select([
				"merchant_id",
				"events.organization_id",
				"event_type",
				"payload",
				"events.created_at",
				"url",
				"secret",
			]);
	const selectDue = prepare<{
		webhook_id: string;
		now: string;
		most: number;
	}>()((on, { webhook_id, now, most }) =>
		pendingDeliveries(on)
			.where("deliveries.webhook_id", "=", webhook_id)
			.where("active", "=", 1)
			.where("due_at", "<=", now)
			.orderBy("due_at")
			.orderBy("deliveries.sequence")
			.limit(most),
	);
	const countDue = prepare<{ webhook_id: string; now: string }>()(
		(on, { webhook_id, now }) =>
			on
				.selectFrom(
					on
						.selectFrom("deliveries")
						.select("event_id")
						.where("webhook_id", "=", webhook_id)
						.where("due_at", "<=", now)
						.limit(4 * TOO_MANY)
						.as("due"),
				)
				.select(({ fn }) => fn.countAll<number>().as("number")),
	);
	const selectEndpointsWithDue = prepare<{ now: string }>()((on, { now }) =>
		on
			.selectFrom("webhooks")
			.select(["id", "organization_id"])
			.where("active", "=", 1)
			.where(({ exists, selectFrom }) =>
				exists(
					selectFrom("deliveries")
						.select("event_id")
						.whereRef("webhook_id", "=", "webhooks.id")
						.where("due_at", "<=", now),
				),
			),
	);
	const selectNext = prepare<object>()((on) =>
		on
			.selectFrom("webhooks")
			.select("id")
			.select(({ selectFrom }) =>
				selectFrom("deliveries")
					.select(({ fn }) => fn.min("due_at").as("due_at"))
					.whereRef("webhook_id", "=", "webhooks.id")
					.where("due_at", "is not", null)
					.as("due_at"),
			)
			.where("active", "=", 1),
	);
	type Result = Pick<
		DeliveryRow,
		| "event_id"
		| "webhook_id"
		| "attempts"
		| "response_status"
		| "reason"
		| "updated_at"
	>;
	const updateAttempt = (on: Database, row: Result) =>
		on
			.updateTable("deliveries")
			.set({
				attempts: row.attempts,
				response_status: row.response_status,
				reason: row.reason,
				updated_at: row.updated_at,
			})
			.where("event_id", "=", row.event_id)
			.where("webhook_id", "=", row.webhook_id)
			.returningAll();
	const writeAttempt = prepare<Result>()(updateAttempt);
	const writeEnd = prepare<
		Result & Pick<DeliveryRow, "status" | "due_at" | "queued">
	>()((on, row) =>
		updateAttempt(on, row)
			.set({ status: row.status, due_at: row.due_at })
			.where("queued", "=", row.queued),
	);
	const insertLog = prepareInsert("delivery_logs", [
		"id",
		"webhook_id",
		"event_type",
		"attempt_number",
		"success",
		"response_status",
		"response_body_truncated",
		"request_duration_ms",
		"payload_present",
		"created_at",
		"payload",
	]);
	const now = () => clock.peek().toISOString();

	const faultOf = (delivery: PendingDelivery) => {
		const name = `${delivery.event_id} ${delivery.webhook_id}`;
		const fault =
			faults.get(name) ??
			findFault(
				{ ...delivery, sequence: delivery.sequence ?? 0 },
				delivery.webhook_id,
			) ??
			{};
		faults.set(name, fault);
		return { fault, forget: () => faults.delete(name) };
	};

	const startedOf = (webhook_id: string) => {
		const events = started.get(webhook_id) ?? new Set();
		started.set(webhook_id, events);
		return events;
	};

	/** The endpoint's next delivery, or the one after it if that is to overtake. */
	const nextFor = async (webhook_id: string) => {
		const under = startedOf(webhook_id);
		const rows = await selectDue(database, {
			webhook_id,
			now: now(),
			most: 2 + under.size,
		});
		const [first, second] = rows.filter(({ event_id }) => !under.has(event_id));
		if (!first || !second) return first;
		const { fault } = faultOf(first);
		if (!fault.reorder) return first;
		fault.reorder = false;
		return second;
	};

	const serve = async (webhook_id: string, own: Serving): Promise<void> => {
		try {
			for (let made = 0; !signal.aborted; made++) {
				own.hasMore = false;
				const delivery = await nextFor(webhook_id);
				if (delivery) {
					if (made > 0 && made % COUNT_EVERY === 0)
						own.due = await countOf(webhook_id);
					own.due--;
					// The next one is taken while this one's result is being written.
					const { result, written } = await attemptWithFaults(delivery);
					own.isUnresponsive = result.status === null;
					if (own.isUnresponsive) await written;
					for (const wake of progressed) wake();
				} else if (writing) await writing;
				else if (!own.hasMore) return;
			}
		} catch (error) {
			if (!signal.aborted) onFault(error as Error);
			await sleep(PAUSE, signal);
		} finally {
			serving.delete(webhook_id);
			for (const wake of progressed) wake();
		}
	};

	const countOf = async (webhook_id: string) => {
		const [row] = await countDue(database, { webhook_id, now: now() });
		return row?.number ?? 0;
	};

	const pump = async () => {
		if (signal.aborted) return;
		for (const { id, organization_id } of await selectEndpointsWithDue(
			database,
			{ now: now() },
		)) {
			const known = serving.get(id);
			if (known) {
				known.hasMore = true;
				continue;
			}
			const own: Serving = {
				organization_id,
				done: Promise.resolve(),
				hasMore: false,
				isUnresponsive: false,
				due: 0,
			};
			serving.set(id, own);
			own.done = serve(id, own);
		}
	};

	const attemptWithFaults = async (delivery: PendingDelivery) => {
		const { fault, forget } = faultOf(delivery);
		forget();
		const first = await attempt(delivery, fault);
		if (!fault.duplicate) return first;
		const { row } = await first.written;
		return row ? attempt({ ...delivery, ...row }, fault) : first;
	};

	/** Makes an attempt. Its result is written soon after. */
	const attempt = async (delivery: PendingDelivery, fault: DeliveryFault) => {
		const { event_type, event_id, payload, url, webhook_id } = delivery;
		const under = startedOf(webhook_id);
		under.add(event_id);
		if (fault.delay) await sleep(fault.delay, signal);
		const secret = fault.wrong_signature ? wrongSecret : delivery.secret;
		const signature = createHmac("sha256", secret)
			.update(payload)
			.digest("hex");
		const headers = headersOf(event_type, signature);
		const start = elapsed();
		const { status, reason, duration }: CallResult = signal.aborted
			? { status: null }
			: await caller.post(url, payload, headers);
		const took = Math.round(duration ?? elapsed() - start);
		const isCutOff = signal.aborted && status === null;
		const why = isCutOff ? CUT_OFF : reason;
		const result: Attempt = {
			status,
			...(why !== undefined && { reason: why }),
			success: status !== null && status >= 200 && status < 300,
			request_duration_ms: status === null ? null : took,
		};
		const written = new Promise<{ row?: DeliveryRow; log_id?: string }>(
			(resolve, reject) => {
				unwritten.push({
					delivery,
					result,
					at: now(),
					isCutOff,
					written(row, log_id) {
						under.delete(event_id);
						if (row) notify(row);
						resolve(row ? { row, log_id } : {});
					},
					failed(error) {
						under.delete(event_id);
						reject(error);
					},
				});
			},
		);
		// Whoever doesn't wait for it hears of an error from `write`.
		written.catch(() => {});
		writing ??= writeAll().finally(() => {
			writing = undefined;
		});
		return { result, written };
	};

	/** Writes the results of attempts in batches: a transaction for each would take longer than the attempts. */
	const writeAll = async () => {
		await nextTurn();
		while (unwritten.length > 0) {
			const batch = unwritten.splice(0);
			try {
				const written = await transaction(async (on) => {
					const done: (() => void)[] = [];
					for (const each of batch) {
						const [row, log_id] = await write(on, each);
						done.push(() => each.written(row, log_id));
					}
					return done;
				});
				for (const tell of written) tell();
			} catch (error) {
				for (const { failed } of batch) failed(error as Error);
				onFault(error as Error);
			}
		}
	};

	/** Logs an attempt and schedules the next one. No row if the endpoint was deleted meanwhile. */
	const write = async (
		on: Connection,
		{ delivery, result, at, isCutOff }: Unwritten,
	): Promise<[DeliveryRow | undefined, string]> => {
		const { event_id, webhook_id, attempts, due_at } = delivery;
		const { success, status, request_duration_ms, reason = null } = result;
		const delay = due_at === null ? undefined : retries[attempts];
		const isOver = success || delay === undefined;
		const next: Pick<DeliveryRow, "status" | "attempts" | "due_at"> = isCutOff
			? { status: delivery.status, attempts, due_at }
			: {
					status: success ? "delivered" : isOver ? "failed" : "waiting",
					attempts: attempts + 1,
					due_at: isOver ? null : later(at, 1000 * delay),
				};
		const attempt = {
			...next,
			queued: delivery.queued,
			response_status: status,
			reason,
			updated_at: at,
			event_id,
			webhook_id,
		};
		const [row = (await writeAttempt(on, attempt))[0]] = await writeEnd(
			on,
			attempt,
		);
		const log_id = uuid(random);
		if (row)
			await insertLog(on, {
				id: log_id,
				webhook_id,
				event_type: delivery.event_type,
				attempt_number: attempts + 1,
				success: success ? 1 : 0,
				response_status: status,
				// Response bodies aren't stored.
				response_body_truncated: 0,
				request_duration_ms,
				payload_present: 1,
				created_at: at,
				payload: delivery.payload,
			});
		return [row, log_id];
	};

	/** Whether an organization makes events faster than one of its endpoints accepts them. */
	const isAhead = (organization_id: string) =>
		[...serving.values()].some(
			(each) =>
				each.organization_id === organization_id &&
				each.due > TOO_MANY &&
				!each.isUnresponsive,
		);

	return {
		async next(except = new Set()) {
			const rows = await selectNext(database, {});
			const times = rows.flatMap(({ id, due_at }) =>
				due_at === null || except.has(id) ? [] : [due_at],
			);
			return times.sort()[0];
		},

		announce(webhook_ids) {
			for (const id of webhook_ids) {
				const known = serving.get(id);
				if (known) known.due++;
			}
		},

		pump,

		async drain(ends, unresponsive = new Set()) {
			const end = AbortSignal.any([ends, signal]);
			while (!end.aborted) {
				await pump();
				for (const [id, { isUnresponsive }] of serving)
					if (isUnresponsive) unresponsive.add(id);
				if ([...serving.keys()].every((id) => unresponsive.has(id))) break;
				await new Promise<void>((resolve) => {
					const wake = () => {
						progressed.delete(wake);
						end.removeEventListener("abort", wake);
						resolve();
					};
					progressed.add(wake);
					end.addEventListener("abort", wake);
				});
			}
			await writing;
		},

		async attempt(event_id, webhook_id) {
			const delivery = await pendingDeliveries(database)
				.where("deliveries.event_id", "=", event_id)
				.where("deliveries.webhook_id", "=", webhook_id)
				.executeTakeFirst();
			if (!delivery) return undefined;
			const { result, written } = await attemptWithFaults(delivery);
			const { log_id } = await written;
			return { ...result, ...(log_id !== undefined && { log_id }) };
		},

		keepPace(organization_id) {
			if (!isAhead(organization_id)) return undefined;
			return new Promise((resolve) => {
				const end = new AbortController();
				const wake = () => {
					if (isAhead(organization_id) && !signal.aborted) return;
					end.abort();
				};
				progressed.add(wake);
				void sleep(LONGEST_WAIT, end.signal).then(() => {
					progressed.delete(wake);
					resolve();
				});
			});
		},

		setFaults(find) {
			findFault = find;
		},
		onAttempt(listener) {
			notify = listener;
		},
		async close() {
			closing.abort();
			caller.close();
			await Promise.allSettled([...serving.values()].map(({ done }) => done));
			await writing;
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
	const eventName = eventHeader(document);
	return (event_type: string, signed: string): Record<string, string> => ({
		...constants,
		"Content-Type": "application/json",
		[eventName]: event_type,
		[signature]: signed,
	});
}
