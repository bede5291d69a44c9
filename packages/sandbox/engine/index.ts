/** Assembles the engine. */

import { suggest } from "@lomi/cli/suggest";
import {
	type Description,
	deliveryRules,
	readEvents,
	subscriptionStates,
} from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { AdjustableClock } from "../clock.ts";
import type { Database } from "../db/database.ts";
import type { Peers } from "../db/peers.ts";
import { prepare } from "../db/statements.ts";
import type { Storage } from "../db/storage.ts";
import { DataFileError } from "../db/stored-json.ts";
import { readFees } from "../money.ts";
import type { Random } from "../random.ts";
import { readSchedule } from "../schedule.ts";
import type { SubscriptionStatus } from "../schema-types.ts";
import type { RetryDelays } from "../webhooks/attempt-writer.ts";
import { type Caller, createCaller } from "../webhooks/call.ts";
import { createDispatcher } from "../webhooks/dispatcher.ts";
import { createFindOrAddCustomer } from "./customers.ts";
import { createDueJobs } from "./due-jobs.ts";
import {
	ActionError,
	type AdvanceProgress,
	type Engine,
	type EngineEvent,
	type Outcome,
	type Verify,
} from "./engine.ts";
import { createOpenLink } from "./links.ts";
import { createMerchantActions } from "./merchant-actions.ts";
import { createOutbox } from "./outbox.ts";
import { createPaymentAttempts } from "./payment-attempts.ts";
import { createPayments } from "./payments.ts";
import { createScheduler } from "./scheduler.ts";
import { createSerializers } from "./serializers.ts";
import { readSessionLimits } from "./session-limits.ts";
import { createSettlement } from "./settlement.ts";
import { createSubscriptions, type DueCharge } from "./subscriptions.ts";
import { readTransactionRecord } from "./transaction-records.ts";
import type { RunInTransaction, UnitOfWork } from "./unit-of-work.ts";
import { readUpcomingJobs } from "./upcoming-jobs.ts";

export interface EngineParts {
	document: Description;
	database: Database;
	check: SchemaCheck;
	random: Random;
	/** Origin of the hosted pages: `http://127.0.0.1:4020`. */
	origin: () => string;
	/** The port that the sandbox listens on. Default: the origin's. */
	port?: (() => number | undefined) | undefined;
	clock: AdjustableClock;
	/** Randomness for concurrent work, such as delivery logs, whose order isn't deterministic. */
	concurrentRandom: Random;
	/** Default: as documented. */
	retries?: RetryDelays | undefined;
	/** Additional hosts that webhooks may be delivered to, besides this machine. */
	webhookHosts?: readonly string[] | undefined;
	/** Timeout of a webhook delivery, in milliseconds. */
	webhookTimeout?: number | undefined;
	/** Calls back after commits: see {@link Storage.onCommit}. Default: reads wait for transactions. */
	onCommit?: Storage["onCommit"] | undefined;
	/** Other instances. Default: none. */
	peers?: Peers | undefined;
	/** Runs something in a transaction. Default: one of its own. */
	transaction?: RunInTransaction | undefined;
	/** Calls endpoints. Default: over HTTP. */
	caller?: Caller | undefined;
	/** Decides how a subscription's charge ends. Default: by the customer's phone number. */
	outcomeOfCharge?: ((charge: DueCharge) => Outcome) | undefined;
	/** False if nothing is to run but on request: no timer, and no deliveries in the background. */
	runsByItself?: boolean;
	/** Whether an event of an ISO 8601 time is kept. Default: all are. */
	keepsEvent?: ((at: string) => boolean) | undefined;
	/** Called after each attempt of this instance to deliver an event. */
	onAttempt?: ((isSuccess: boolean) => void) | undefined;
	onFault: (trace: string) => void;
}

/** Work of a kind that is counted at most. */
const MOST_COUNTED = 1_000;

/** Creates the engine for a migrated database. Nothing runs by itself before the first {@link Engine.reload}. */
export function createEngine(parts: EngineParts) {
	const { document, database, clock, random, peers } = parts;
	const { timeoutSeconds, retrySeconds } = deliveryRules(document);
	const {
		transaction = (act) => database.transaction().execute(act),
		caller = createCaller(
			parts.webhookHosts,
			parts.webhookTimeout ?? 1_000 * timeoutSeconds,
			parts.port ?? (() => Number(new URL(parts.origin()).port || 80)),
		),
	} = parts;
	const fees = readFees(document);
	const serializers = createSerializers(document);
	const outbox = createOutbox(parts);
	const wakeAt = (at: string) => scheduler.wakeAt(at);
	const attempts = createPaymentAttempts(
		random,
		fees,
		serializers,
		outbox,
		wakeAt,
	);
	const states = subscriptionStates<SubscriptionStatus>(document);
	const subscriptions = createSubscriptions(
		random,
		readSchedule(document),
		states,
		serializers,
		outbox,
		attempts,
		wakeAt,
		parts.outcomeOfCharge,
	);
	const payments = createPayments(
		readSessionLimits(document),
		parts.origin,
		createFindOrAddCustomer(random),
		serializers,
		outbox,
		attempts,
		subscriptions,
	);
	const merchantActions = createMerchantActions(
		random,
		fees,
		serializers,
		outbox,
	);
	const openLink = createOpenLink({ ...parts, wakeAt });
	const dispatcher = createDispatcher({
		document,
		database,
		transaction,
		clock,
		random: parts.concurrentRandom,
		caller,
		tryLock: peers?.tryLock,
		retries: parts.retries ?? retrySeconds,
		onFault: ({ stack, message }) => parts.onFault(stack ?? message),
	});
	const listeners = new Set<(news: EngineEvent) => void>();
	const notify = (news: EngineEvent) => {
		for (const listener of listeners) listener(news);
	};
	const clockChanged = () => notify({ kind: "clock" });
	const eventNames: string[] = readEvents(document).map(({ name }) => name);
	/** Sequence number of the last published event. */
	let lastPublished = 0;
	const selectLast = prepare<object>()((on) =>
		on
			.selectFrom("events")
			.select(({ fn }) => fn.max("sequence").as("sequence")),
	);
	/** Resolves once it is known which events were before the first listener. */
	let caughtUp: Promise<void> | undefined;
	const skipToLast = async () => {
		const [last] = await selectLast(database, {});
		lastPublished = last?.sequence ?? 0;
	};
	const publish = async () => {
		if (listeners.size === 0) return;
		await caughtUp;
		const events = await database
			.selectFrom("events")
			.selectAll()
			.where("sequence", ">", lastPublished)
			.orderBy("sequence")
			.execute();
		for (const event of events) {
			// A concurrent call may have published it.
			if (event.sequence <= lastPublished) continue;
			lastPublished = event.sequence;
			notify({ kind: "event", event });
		}
	};
	const saveClock = async (on: UnitOfWork["on"], advance?: AdvanceProgress) => {
		await on.updateTable("clock").set(clock.setting).execute();
		await peers?.saveAdvance(on, advance ? JSON.stringify(advance) : null);
	};
	const settlement = createSettlement(attempts, payments, subscriptions);
	const dueJobs = createDueJobs(settlement, payments, subscriptions, states);
	const scheduler = createScheduler({
		database,
		onCommit: parts.onCommit,
		peers,
		transaction,
		clock,
		dueJobs,
		dispatcher,
		publish,
		saveClock,
		clockChanged,
		runsByItself: parts.runsByItself ?? true,
		onFault: parts.onFault,
	});
	outbox.onEvent((webhook_ids) => {
		dispatcher.announce(webhook_ids);
		scheduler.deliverSoon(webhook_ids.length > 0);
	});
	dispatcher.onAttempt((delivery) => {
		const { event_id, webhook_id } = delivery;
		notify({ kind: "attempt", delivery });
		parts.onAttempt?.(delivery.status === "delivered");
		peers?.tell({ kind: "attempts", of: [[event_id, webhook_id]] });
		if (delivery.due_at !== null) scheduler.wakeForDelivery(delivery.due_at);
	});
	/** Tells of attempts that another instance has made. */
	const notifyOf = async (attempts: [string, string][]) => {
		if (listeners.size === 0) return;
		for (const [event_id, webhook_id] of attempts) {
			const delivery = await database
				.selectFrom("deliveries")
				.selectAll()
				.where("event_id", "=", event_id)
				.where("webhook_id", "=", webhook_id)
				.executeTakeFirst();
			if (delivery) notify({ kind: "attempt", delivery });
		}
	};
	const stopHearing = peers?.onMessage((message) => {
		if (message.kind === "attempts")
			// The database is away, which the next request reports.
			notifyOf(message.of).catch(() => {});
	});
	dispatcher.onIdle(() => scheduler.resume());

	/** Runs an action in a transaction at the current time. */
	const transact = <Result>(
		act: (work: UnitOfWork) => Promise<Result>,
		verify: Verify<Result> = () => {},
	) =>
		transaction(async (on) => {
			const result = await act({ on, at: clock.now().toISOString() });
			verify(result);
			return result;
		});
	/** Runs the overdue work of the merchant that a row belongs to. */
	const catchUpWith = async (
		table: "checkout_sessions" | "payment_links" | "transactions",
		column: Column,
		id: string,
	) => {
		if (!scheduler.isBehind()) return;
		const row = await database
			.selectFrom(table as "checkout_sessions")
			.select("merchant_id")
			.where(column as "checkout_session_id", "=", id)
			.executeTakeFirst();
		if (row) await scheduler.catchUp(row.merchant_id);
	};
	/** Runs an action on a session, after everything of its merchant that was due before. */
	const onSession = async <Result>(
		id: string,
		act: (work: UnitOfWork) => Promise<Result>,
		verify?: Verify<Result>,
	) => {
		await catchUpWith("checkout_sessions", "checkout_session_id", id);
		return transact(act, verify);
	};
	const readNow = (): UnitOfWork => ({
		on: database,
		at: clock.peek().toISOString(),
	});
	const clockState = () => ({
		now: clock.peek(),
		frozen: clock.setting.frozen_at !== null,
		advance: scheduler.progress(),
	});
	const changeClock = (change: () => void, endsAdvance = false) =>
		scheduler.exclusive(async () => {
			const before = clock.setting;
			await transaction((on) => {
				change();
				return saveClock(on);
			}).catch((error) => {
				clock.setting = before;
				throw error;
			});
			clockChanged();
			return clockState();
		}, endsAdvance);

	const engine: Engine = {
		async pay(id, request = {}, verify) {
			const attempt = await onSession(
				id,
				(work) => payments.pay(work, id, request),
				verify,
			);
			await dispatcher.keepPace(attempt.session.organization_id);
			return attempt;
		},
		async payLink(id, request = {}, verify) {
			await catchUpWith("payment_links", "link_id", id);
			const attempt = await transact(async (work) => {
				const { checkout_session_id } = await openLink(work, id);
				return payments.pay(work, checkout_session_id, request);
			}, verify);
			await dispatcher.keepPace(attempt.session.organization_id);
			return attempt;
		},
		cancel: (id, verify) =>
			onSession(id, (work) => payments.cancel(work, id), verify),
		expire: (id, verify) =>
			onSession(id, (work) => payments.end(work, id), verify),
		async findSession(id) {
			await catchUpWith("checkout_sessions", "checkout_session_id", id);
			return database
				.selectFrom("checkout_sessions")
				.selectAll()
				.where("checkout_session_id", "=", id)
				.executeTakeFirst();
		},
		findPending: (id) => payments.findPending(readNow(), id),
		findLink: (id) =>
			database
				.selectFrom("payment_links")
				.selectAll()
				.where("link_id", "=", id)
				.executeTakeFirst(),
		amountOf: (session) => payments.amountOf(readNow(), session),
		async openLink(id) {
			await catchUpWith("payment_links", "link_id", id);
			return transact((work) => openLink(work, id));
		},
		providersFor: (session) => payments.providersFor(readNow(), session),

		async settle(id, as, verify) {
			await catchUpWith("transactions", "transaction_id", id);
			const record = await transact(async (work) => {
				await settlement.settleNow(work, id, as);
				return readTransactionRecord(work.on, id);
			}, verify);
			await dispatcher.keepPace(record.transaction.organization_id);
			return record;
		},
		async refund(request, verify) {
			const { transaction_id } = request;
			await catchUpWith("transactions", "transaction_id", transaction_id);
			return transact((work) => merchantActions.refund(work, request), verify);
		},
		async setProvider(merchant_id, code, is_connected, verify) {
			await scheduler.catchUp(merchant_id);
			return transact(
				(work) =>
					merchantActions.setProvider(work, merchant_id, code, is_connected),
				verify,
			);
		},

		clock: clockState,
		// Whoever wants the clock to stop doesn't want to wait for it.
		freeze: () => changeClock(clock.freeze, true),
		resume: () => changeClock(clock.resume),
		async advance(to, signal = new AbortController().signal) {
			await scheduler.advance((now) => {
				const target = typeof to === "function" ? to(now) : to;
				if (target < now)
					throw new ActionError(
						"invalid",
						`The clock only goes forward, and it is past ${target.toISOString()}. Name a later time.`,
					);
				return target;
			}, signal);
			return clockState();
		},
		catchUp: scheduler.catchUp,
		upcoming: (most, merchant_id) =>
			readUpcomingJobs(database, dueJobs, most, merchant_id),
		async backlog() {
			const until = clock.peek();
			const deliveries = await database
				.selectFrom("deliveries")
				.select("due_at")
				.where("due_at", "<=", until.toISOString())
				.orderBy("due_at")
				.limit(MOST_COUNTED)
				.execute();
			const jobs = await dueJobs.find(
				database,
				until.toISOString(),
				undefined,
				MOST_COUNTED,
			);
			const countOf = (all: { due_at: string | null }[]) => ({
				number: all.length,
				seconds: (+until - Date.parse(all[0]?.due_at ?? "") || 0) / 1_000,
			});
			return { deliveries: countOf(deliveries), jobs: countOf(jobs) };
		},
		failedJobs: () =>
			database
				.selectFrom("failed_jobs")
				.selectAll()
				.orderBy("failed_at", "desc")
				.orderBy("resource_id")
				.execute(),
		retryJob: (kind, resource_id) => scheduler.retry(kind, resource_id),
		keepPace: dispatcher.keepPace,
		async reload() {
			const { ahead_by, frozen_at } = await database
				.selectFrom("clock")
				.select(["ahead_by", "frozen_at"])
				.executeTakeFirstOrThrow();
			const frozen = frozen_at === null ? 0 : Date.parse(frozen_at);
			if (Number.isNaN(frozen + new Date(Date.now() + ahead_by).getTime()))
				throw new DataFileError(
					"The data file is damaged: its clock can't be read. Restore a copy, or choose another file.",
				);
			clock.setting = { ahead_by, frozen_at };
			await skipToLast();
			await scheduler.start();
			clockChanged();
		},

		async send(merchant_id, type, data, verify) {
			await scheduler.catchUp(merchant_id);
			return transact(async (work) => {
				if (!eventNames.includes(type))
					throw new ActionError(
						"invalid",
						`There is no event ${type}.${suggest(type, eventNames)} The events are ${eventNames.join(", ")}.`,
					);
				const owner = await work.on
					.selectFrom("merchants")
					.select(["merchant_id", "organization_id"])
					.where("merchant_id", "=", merchant_id)
					.executeTakeFirst();
				if (!owner)
					throw new ActionError(
						"unknown",
						`There is no merchant with ID \`${merchant_id}\`.`,
					);
				return outbox.emit(work, owner, type, data);
			}, verify);
		},
		resend: (event_id, webhook_id, verify) =>
			transact((work) => outbox.resend(work, event_id, webhook_id), verify),
		idle: scheduler.deliverDue,
		listen(listener) {
			if (listeners.size === 0) caughtUp = skipToLast();
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		setDeliveryFaults: dispatcher.setFaults,
	};
	let closing: Promise<void> | undefined;
	return {
		engine,
		attempts,
		outbox,
		scheduler,
		dispatcher,
		serializers,
		/** Ends an advance and attempts to deliver, which stay due. Resolves once everything is written. */
		close(): Promise<void> {
			scheduler.stop();
			stopHearing?.();
			closing ??= Promise.all([dispatcher.close(), scheduler.close()]).then();
			return closing;
		},
	};
}

type Column = "checkout_session_id" | "link_id" | "transaction_id";
