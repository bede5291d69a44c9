/** Puts together what happens behind the API. */

import type { TurnableClock } from "../clock.ts";
import { readFees } from "../money.ts";
import type { Random } from "../random.ts";
import { readSchedule } from "../schedule.ts";
import { createCaller } from "../webhooks/call.ts";
import { createDispatcher, type RetryDelays } from "../webhooks/dispatcher.ts";
import { createDueJobs } from "./due-jobs.ts";
import { CannotError, type Engine, type EngineEvent } from "./engine.ts";
import { createOpenLink } from "./links.ts";
import { createMerchantActions } from "./merchant-actions.ts";
import { createOutbox } from "./outbox.ts";
import { createPaymentAttempts } from "./payment-attempts.ts";
import { createPayments } from "./payments.ts";
import { createScheduler } from "./scheduler.ts";
import { createSerializers } from "./serializers.ts";
import { createSubscriptions } from "./subscriptions.ts";
import type { Parts, UnitOfWork } from "./unit-of-work.ts";

export interface EngineParts extends Parts {
	clock: TurnableClock;
	/** For what comes in an order that nobody decides, such as the logs of deliveries. */
	aside: Random;
	/** Default: as documented. */
	retries?: RetryDelays | undefined;
	/** Hosts that webhooks may be on, besides this machine. */
	allowedHosts?: readonly string[] | undefined;
	/** Milliseconds that an endpoint has to answer. */
	webhookTimeout?: number | undefined;
	onFault: (trace: string) => void;
}

/** Makes it, on a database that is up to date. Nothing happens by itself before {@link Engine.reload} was called once. */
export function createEngine(parts: EngineParts) {
	const { document, database, clock, random } = parts;
	const fees = readFees(document);
	const shown = createSerializers(document);
	const outbox = createOutbox(parts);
	const attempts = createPaymentAttempts(random, fees, shown, outbox);
	const subscriptions = createSubscriptions(
		random,
		readSchedule(document),
		shown,
		outbox,
		attempts,
	);
	const payments = createPayments(
		parts,
		shown,
		outbox,
		attempts,
		subscriptions,
	);
	const dashboard = createMerchantActions(random, fees, shown, outbox);
	const openLink = createOpenLink(parts);
	const dispatcher = createDispatcher({
		document,
		database,
		clock,
		random: parts.aside,
		caller: createCaller(parts.allowedHosts, parts.webhookTimeout),
		...(parts.retries && { retries: parts.retries }),
		onFault: ({ stack, message }) => parts.onFault(stack ?? message),
	});
	const listeners = new Set<(news: EngineEvent) => void>();
	const tell = (news: EngineEvent) => {
		for (const hear of listeners) hear(news);
	};
	/** The last event that was told of. */
	let told = 0;
	const publish = async () => {
		const events = await database
			.selectFrom("events")
			.selectAll()
			.where("sequence", ">", told)
			.orderBy("sequence")
			.execute();
		for (const event of events) {
			// Another call may have been quicker.
			if (event.sequence <= told) continue;
			told = event.sequence;
			tell({ kind: "event", event });
		}
	};
	const keepClock = async (on: UnitOfWork["on"]) => {
		await on.updateTable("clock").set(clock.setting).execute();
	};
	const scheduler = createScheduler({
		database,
		clock,
		due: createDueJobs(attempts, payments, subscriptions),
		dispatcher,
		publish,
		keepClock,
		onFault: parts.onFault,
	});
	outbox.onEvent(scheduler.noteEvent);
	dispatcher.onAttempt((delivery) => {
		tell({ kind: "attempt", delivery });
		if (delivery.due_at !== null) scheduler.noteDelivery(delivery.due_at);
	});

	/** Does something at this moment, all of it or nothing, when all that was due before has happened. */
	const now = async <Result>(
		act: (work: UnitOfWork) => Promise<Result>,
	): Promise<Result> => {
		await scheduler.keepUp();
		return scheduler.alone(() =>
			database
				.transaction()
				.execute((on) => act({ on, at: clock.now().toISOString() })),
		);
	};
	const look = (): UnitOfWork => ({
		on: database,
		at: clock.peek().toISOString(),
	});
	const state = () => ({
		now: clock.peek(),
		frozen: clock.setting.frozen_at !== null,
	});
	const turn = (how: () => void) =>
		scheduler.alone(async () => {
			how();
			await keepClock(database);
			return state();
		});

	const engine: Engine = {
		pay: (id, request = {}) => now((work) => payments.pay(work, id, request)),
		cancel: (id) => now((work) => payments.cancel(work, id)),
		expire: (id) => now((work) => payments.end(work, id)),
		async findSession(id) {
			await scheduler.keepUp();
			return database
				.selectFrom("checkout_sessions")
				.selectAll()
				.where("checkout_session_id", "=", id)
				.executeTakeFirst();
		},
		findPending: (id) => payments.findPending(look(), id),
		findLink: (id) =>
			database
				.selectFrom("payment_links")
				.selectAll()
				.where("link_id", "=", id)
				.executeTakeFirst(),
		amountOf: (session) => payments.amountOf(look(), session),
		openLink: (id) => now((work) => openLink(work, id)),
		providersFor: (session) => payments.providersFor(look(), session),

		refund: (request) => now((work) => dashboard.refund(work, request)),
		setProvider: (merchant_id, code, is_connected) =>
			now((work) =>
				dashboard.setProvider(work, merchant_id, code, is_connected),
			),

		clock: state,
		freeze: () => turn(clock.freeze),
		resume: () => turn(clock.resume),
		async advance(to) {
			if (to < clock.peek())
				throw new CannotError(
					"invalid",
					`The clock only goes forward, and it is past ${to.toISOString()}. Name a later time.`,
				);
			await scheduler.advance(to);
			return state();
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
			told = last?.sequence ?? 0;
			await scheduler.start();
		},

		send: (merchant_id, type, data) =>
			now(async (work) => {
				const owner = await work.on
					.selectFrom("merchants")
					.select(["merchant_id", "organization_id"])
					.where("merchant_id", "=", merchant_id)
					.executeTakeFirst();
				if (!owner)
					throw new CannotError(
						"unknown",
						`There is no merchant with ID \`${merchant_id}\`.`,
					);
				return outbox.emit(work, owner, type, data);
			}),
		resend: (event_id, webhook_id) =>
			now((work) => outbox.resend(work, event_id, webhook_id)),
		idle: scheduler.deliver,
		listen(hear) {
			listeners.add(hear);
			return () => listeners.delete(hear);
		},
		setDeliveryFaults: dispatcher.setFaults,
	};
	return {
		engine,
		outbox,
		scheduler,
		dispatcher,
		serializers: shown,
		async close(): Promise<void> {
			// What is being done may wait for an endpoint.
			await Promise.all([scheduler.close(), dispatcher.close()]);
		},
	};
}
