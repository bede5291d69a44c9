/** Assembles the engine. */

import type { Description } from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { AdjustableClock } from "../clock.ts";
import type { Database } from "../db/sqlite.ts";
import { readFees } from "../money.ts";
import type { Random } from "../random.ts";
import { readSchedule } from "../schedule.ts";
import { createCaller } from "../webhooks/call.ts";
import { createDispatcher, type RetryDelays } from "../webhooks/dispatcher.ts";
import { createDueJobs } from "./due-jobs.ts";
import {
	ActionError,
	type Engine,
	type EngineEvent,
	type Verify,
} from "./engine.ts";
import { createOpenLink } from "./links.ts";
import { createMerchantActions } from "./merchant-actions.ts";
import { createOutbox } from "./outbox.ts";
import { createPaymentAttempts } from "./payment-attempts.ts";
import { createPayments } from "./payments.ts";
import { createScheduler } from "./scheduler.ts";
import { createSerializers } from "./serializers.ts";
import { createSubscriptions } from "./subscriptions.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface EngineParts {
	document: Description;
	database: Database;
	check: SchemaCheck;
	random: Random;
	/** Origin of the hosted pages: `http://127.0.0.1:4020`. */
	origin: () => string;
	clock: AdjustableClock;
	/** Randomness for concurrent work, such as delivery logs, whose order isn't deterministic. */
	concurrentRandom: Random;
	/** Default: as documented. */
	retries?: RetryDelays | undefined;
	/** Additional hosts that webhooks may be delivered to, besides this machine. */
	allowedHosts?: readonly string[] | undefined;
	/** Timeout of a webhook delivery, in milliseconds. */
	webhookTimeout?: number | undefined;
	onFault: (trace: string) => void;
}

/** Creates the engine for a migrated database. Nothing runs by itself before the first {@link Engine.reload}. */
export function createEngine(parts: EngineParts) {
	const { document, database, clock, random } = parts;
	const fees = readFees(document);
	const serializers = createSerializers(document);
	const outbox = createOutbox(parts);
	const attempts = createPaymentAttempts(random, fees, serializers, outbox);
	const subscriptions = createSubscriptions(
		random,
		readSchedule(document),
		serializers,
		outbox,
		attempts,
	);
	const payments = createPayments(
		parts,
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
	const openLink = createOpenLink(parts);
	const dispatcher = createDispatcher({
		document,
		database,
		clock,
		random: parts.concurrentRandom,
		caller: createCaller(parts.allowedHosts, parts.webhookTimeout),
		...(parts.retries && { retries: parts.retries }),
		onFault: ({ stack, message }) => parts.onFault(stack ?? message),
	});
	const listeners = new Set<(news: EngineEvent) => void>();
	const notify = (news: EngineEvent) => {
		for (const listener of listeners) listener(news);
	};
	/** Sequence number of the last published event. */
	let lastPublished = 0;
	const publish = async () => {
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
	const saveClock = async (on: UnitOfWork["on"]) => {
		await on.updateTable("clock").set(clock.setting).execute();
	};
	const scheduler = createScheduler({
		database,
		clock,
		dueJobs: createDueJobs(attempts, payments, subscriptions),
		dispatcher,
		publish,
		saveClock,
		onFault: parts.onFault,
	});
	outbox.onEvent(scheduler.deliverSoon);
	dispatcher.onAttempt((delivery) => {
		notify({ kind: "attempt", delivery });
		if (delivery.due_at !== null) scheduler.wakeForDelivery(delivery.due_at);
	});

	/** Runs an action in a transaction at the current time, after everything that was due before. */
	const transact = async <Result>(
		act: (work: UnitOfWork) => Promise<Result>,
		verify: Verify<Result> = () => {},
	): Promise<Result> => {
		await scheduler.catchUp();
		return scheduler.exclusive(() =>
			database.transaction().execute(async (on) => {
				const result = await act({ on, at: clock.now().toISOString() });
				verify(result);
				return result;
			}),
		);
	};
	const readNow = (): UnitOfWork => ({
		on: database,
		at: clock.peek().toISOString(),
	});
	const clockState = () => ({
		now: clock.peek(),
		frozen: clock.setting.frozen_at !== null,
	});
	const changeClock = (change: () => void) =>
		scheduler.exclusive(async () => {
			change();
			await saveClock(database);
			return clockState();
		});

	const engine: Engine = {
		pay: (id, request = {}, verify) =>
			transact((work) => payments.pay(work, id, request), verify),
		payLink: (id, request = {}, verify) =>
			transact(async (work) => {
				const { checkout_session_id } = await openLink(work, id);
				return payments.pay(work, checkout_session_id, request);
			}, verify),
		cancel: (id, verify) =>
			transact((work) => payments.cancel(work, id), verify),
		expire: (id, verify) => transact((work) => payments.end(work, id), verify),
		async findSession(id) {
			await scheduler.catchUp();
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
		openLink: (id) => transact((work) => openLink(work, id)),
		providersFor: (session) => payments.providersFor(readNow(), session),

		refund: (request, verify) =>
			transact((work) => merchantActions.refund(work, request), verify),
		setProvider: (merchant_id, code, is_connected, verify) =>
			transact(
				(work) =>
					merchantActions.setProvider(work, merchant_id, code, is_connected),
				verify,
			),

		clock: clockState,
		freeze: () => changeClock(clock.freeze),
		resume: () => changeClock(clock.resume),
		async advance(to) {
			if (to < clock.peek())
				throw new ActionError(
					"invalid",
					`The clock only goes forward, and it is past ${to.toISOString()}. Name a later time.`,
				);
			await scheduler.advance(to);
			return clockState();
		},
		async reload() {
			const { ahead_by, frozen_at } = await database
				.selectFrom("clock")
				.select(["ahead_by", "frozen_at"])
				.executeTakeFirstOrThrow();
			clock.setting = { ahead_by, frozen_at };
			const last = await database
				.selectFrom("events")
				.select(({ fn }) => fn.max("sequence").as("sequence"))
				.executeTakeFirst();
			lastPublished = last?.sequence ?? 0;
			await scheduler.start();
		},

		send: (merchant_id, type, data, verify) =>
			transact(async (work) => {
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
			}, verify),
		resend: (event_id, webhook_id, verify) =>
			transact((work) => outbox.resend(work, event_id, webhook_id), verify),
		idle: scheduler.deliverDue,
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		setDeliveryFaults: dispatcher.setFaults,
	};
	return {
		engine,
		outbox,
		scheduler,
		dispatcher,
		serializers,
		async close(): Promise<void> {
			// A job may be waiting for an endpoint.
			await Promise.all([scheduler.close(), dispatcher.close()]);
		},
	};
}
