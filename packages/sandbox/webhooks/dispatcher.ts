/** Delivers events from the outbox: in order for each endpoint, with retries, logging every attempt. */
import {
	type Description,
	eventHeader,
	idPrefixes,
	readEvents,
	signatureHeader,
} from "@lomi/spec";
import type { AdjustableClock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { PeerLock, Peers } from "../db/peers.ts";
import type { DeliveryRow, EventRow } from "../db/tables.ts";
import type { RunInTransaction } from "../engine/unit-of-work.ts";
import type { Random } from "../random.ts";
import { elapsed, sleep } from "../timers.ts";
import {
	type AttemptResult,
	createAttemptWriter,
	type RetryDelays,
} from "./attempt-writer.ts";
import type { Caller, CallResult } from "./call.ts";
import {
	createDeliveryQueries,
	type PendingDelivery,
} from "./delivery-queries.ts";
import { signatureOf } from "./signature.ts";

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
) => Promise<DeliveryFault | undefined>;

/** The result of an attempt. */
export interface Attempt extends AttemptResult {
	/** Undefined if the endpoint was deleted meanwhile. */
	log_id?: string;
}

export interface Dispatcher {
	/**
	 * When the next attempt is due, in ISO 8601; undefined if none is.
	 *
	 * @param except Endpoints to leave out. Default: those whose deliveries are being made.
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
	/** Calls back once an endpoint has no due deliveries any more. */
	onIdle(listener: () => void): void;
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
	/** Locks an endpoint, whose deliveries no other instance makes then. Absent if there are no others. */
	tryLock?: Peers["tryLock"] | undefined;
	retries: RetryDelays;
	onFault: (error: Error) => void;
}

/** An endpoint whose due deliveries are being made. */
interface Serving {
	organization_id: string;
	/** Resolves once none is due. */
	done: Promise<void>;
	/** Whether deliveries were added since it was last checked. */
	hasMore: boolean;
	/** Whether its last attempt got no response for a while, or couldn't be written. */
	isUnresponsive: boolean;
	/** Number of due deliveries: counted now and then, and in between. */
	due: number;
}

/** Due deliveries of an endpoint from which its organization has to wait, and milliseconds that it waits at most. */
const TOO_MANY = 12;
const LONGEST_WAIT = 100;

/** After how many deliveries those that are due are counted again. */
const COUNT_EVERY = 8;
/** Milliseconds until an endpoint is served again after an internal error. Doubles up to a minute. */
const PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** Milliseconds after which an endpoint without a response is one that nobody waits for. */
const SLOW = 1_000;

/** Milliseconds until an endpoint that another instance serves is tried again, and between looks of whoever waits for it. */
const TAKEN = 1_000;
const TAKEN_PAUSE = 20;

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
	tryLock,
	retries,
	onFault,
}: DispatcherParts): Dispatcher {
	const headersOf = createHeaders(document);
	/** Not the secret of any endpoint. */
	const wrongSecret = `${idPrefixes(document).webhookSecret}wrong`;
	const serving = new Map<string, Serving>();
	/** Endpoints that another instance serves, with the time until which that is assumed. */
	const elsewhere = new Map<string, number>();
	/** Attempts in progress or not yet written, by endpoint: their deliveries are still due in the database. */
	const started = new Map<string, Set<string>>();
	const { selectDue, countDue, selectEndpointsWithDue, selectNext, selectOne } =
		createDeliveryQueries();
	const writer = createAttemptWriter({ transaction, random, retries, onFault });
	/** Endpoints with an attempt that couldn't be written, and will be made again. */
	const failing = new Set<string>();
	let findFault: FindDeliveryFault = async () => undefined;
	/** Faults of upcoming attempts: each is asked for once. */
	const faults = new Map<string, DeliveryFault>();
	let notify: (delivery: DeliveryRow) => void = () => {};
	let notifyIdle = () => {};
	/** Called after each attempt. */
	const progressed = new Set<() => void>();
	const closing = new AbortController();
	const { signal } = closing;

	const now = () => clock.peek().toISOString();

	const faultOf = async (delivery: PendingDelivery) => {
		const name = `${delivery.event_id} ${delivery.webhook_id}`;
		const fault =
			faults.get(name) ??
			(await findFault(
				{ ...delivery, sequence: delivery.sequence ?? 0 },
				delivery.webhook_id,
			)) ??
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
	const nextFor = async (webhook_id: string, own: Serving) => {
		// Their results may be written while the rows are read, which would still be those from before.
		const before = new Set(startedOf(webhook_id));
		const rows = await selectDue(database, {
			webhook_id,
			now: now(),
			most: 2 + before.size,
		});
		const still = startedOf(webhook_id);
		if ([...before].some((event_id) => !still.has(event_id)))
			own.hasMore = true;
		const [first, second] = rows.filter(
			({ event_id }) => !before.has(event_id),
		);
		if (!first || !second) return first;
		const { fault } = await faultOf(first);
		if (!fault.reorder) return first;
		fault.reorder = false;
		return second;
	};

	const serve = async (
		webhook_id: string,
		own: Serving,
		lock?: PeerLock,
	): Promise<void> => {
		try {
			let pause = PAUSE;
			for (let made = 0; !signal.aborted && !lock?.lost.aborted; made++) {
				own.hasMore = false;
				if (failing.delete(webhook_id)) {
					// Otherwise it would be made again and again, and an advance of the clock would wait for it.
					own.isUnresponsive = true;
					for (const wake of progressed) wake();
					await sleep(pause, signal);
					pause = Math.min(2 * pause, LONGEST_PAUSE);
				} else pause = PAUSE;
				const delivery = await nextFor(webhook_id, own);
				if (delivery) {
					if (made > 0 && made % COUNT_EVERY === 0)
						own.due = await countOf(webhook_id);
					own.due--;
					// The next one is taken while this one's result is being written.
					const start = elapsed();
					const { result, written } = await attemptWithFaults(delivery);
					own.isUnresponsive =
						result.status === null && elapsed() - start > SLOW;
					if (result.status === null) await written.catch(() => {});
					for (const wake of progressed) wake();
				} else if (writer.pending()) await writer.pending();
				else if (!own.hasMore) return;
			}
		} catch (error) {
			if (!signal.aborted) onFault(error as Error);
			await sleep(PAUSE, signal);
		} finally {
			// Not before everything is written: another instance goes on from there.
			if (lock) await writer.pending();
			await lock?.release();
			serving.delete(webhook_id);
			for (const wake of progressed) wake();
			notifyIdle();
		}
	};

	const countOf = async (webhook_id: string) => {
		const [row] = await countDue(database, { webhook_id, now: now() });
		return row?.number ?? 0;
	};

	const pump = async () => {
		if (signal.aborted) return;
		const begun: Promise<void>[] = [];
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
			if (!tryLock) own.done = serve(id, own);
			else begun.push(serveAlone(id, own, tryLock));
		}
		await Promise.all(begun);
	};

	/** Serves an endpoint unless another instance does. Resolves when that is known. */
	const serveAlone = async (
		webhook_id: string,
		own: Serving,
		take: Peers["tryLock"],
	) => {
		const lock = await take(`endpoint ${webhook_id}`);
		if (lock) {
			elsewhere.delete(webhook_id);
			own.done = serve(webhook_id, own, lock);
			return;
		}
		serving.delete(webhook_id);
		elsewhere.set(webhook_id, elapsed() + TAKEN);
		// Whoever waits for it has seen it in there.
		for (const wake of progressed) wake();
	};

	/** Endpoints that another instance was serving a moment ago. */
	const takenLately = () => {
		for (const [id, until] of elsewhere)
			if (until <= elapsed()) elsewhere.delete(id);
		return elsewhere.keys();
	};

	/** Endpoints with due deliveries that another instance makes. */
	const findTaken = async () => {
		if (!tryLock) return [];
		const due = await selectEndpointsWithDue(database, { now: now() });
		return due.map(({ id }) => id).filter((id) => !serving.has(id));
	};

	const attemptWithFaults = async (delivery: PendingDelivery) => {
		const { fault, forget } = await faultOf(delivery);
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
		const headers = headersOf(event_type, signatureOf(payload, secret));
		const start = elapsed();
		const { status, reason, duration, text }: CallResult = signal.aborted
			? { status: null }
			: await caller.post(url, payload, headers);
		const took = Math.round(duration ?? elapsed() - start);
		const isCutOff = signal.aborted && status === null;
		const why = isCutOff ? CUT_OFF : reason;
		const result: AttemptResult = {
			status,
			...(why !== undefined && { reason: why }),
			...(text && { text }),
			success: status !== null && status >= 200 && status < 300,
			request_duration_ms: status === null ? null : took,
		};
		const written = writer
			.write({ delivery, result, at: now(), isCutOff })
			.finally(() => under.delete(event_id));
		written.then(
			({ row }) => row && notify(row),
			() => {
				failing.add(webhook_id);
			},
		);
		return { result, written };
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
		async next(except = new Set([...serving.keys(), ...takenLately()])) {
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
			/** Since when another instance makes an endpoint's next delivery. */
			const waiting = new Map<string, { state: string; since: number }>();
			while (!end.aborted) {
				await pump();
				for (const [id, { isUnresponsive }] of serving)
					if (isUnresponsive) unresponsive.add(id);
				if ([...serving.keys()].every((id) => unresponsive.has(id))) {
					const taken = (await findTaken()).filter(
						(id) => !unresponsive.has(id),
					);
					if (taken.length === 0) break;
					for (const webhook_id of taken) {
						const next = await selectDue(database, {
							webhook_id,
							now: now(),
							most: 1,
						});
						const state = JSON.stringify(next);
						const known = waiting.get(webhook_id);
						if (known?.state !== state)
							waiting.set(webhook_id, { state, since: elapsed() });
						else if (elapsed() - known.since > SLOW)
							unresponsive.add(webhook_id);
					}
					await sleep(TAKEN_PAUSE, end);
					continue;
				}
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
			await writer.pending();
		},

		async attempt(event_id, webhook_id) {
			const [delivery] = await selectOne(database, { event_id, webhook_id });
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
		onIdle(listener) {
			notifyIdle = listener;
		},
		async close() {
			closing.abort();
			caller.close();
			await Promise.allSettled([...serving.values()].map(({ done }) => done));
			await writer.close();
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
