/** Puts together what happens behind the API. */
import type { TurnableClock } from "../clock.ts";
import { createShown, type Shown } from "../data/shown.ts";
import { readFees } from "../money.ts";
import type { Random } from "../random.ts";
import { readSchedule } from "../schedule.ts";
import { createCaller } from "../webhooks/call.ts";
import {
	createDispatcher,
	type Dispatcher,
	type RetryDelays,
} from "../webhooks/dispatcher.ts";
import { type Agenda, createAgenda } from "./agenda.ts";
import { createAttempts } from "./attempts.ts";
import { type Backstage, CannotError, type News } from "./backstage.ts";
import { createDashboard } from "./dashboard.ts";
import { createDue } from "./due.ts";
import { createOpenLink } from "./links.ts";
import type { Moment, Parts } from "./moment.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createPayments } from "./payments.ts";
import { createSubscriptions } from "./subscriptions.ts";

export interface BackstageParts extends Parts {
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

/** What the API's own handlers take part in. */
export interface Behind {
	backstage: Backstage;
	outbox: Outbox;
	agenda: Agenda;
	dispatcher: Dispatcher;
	shown: Shown;
	close(): Promise<void>;
}

/** Makes it, on a database that is up to date. Nothing happens by itself before {@link Backstage.reload} was called once. */
export function createBackstage(parts: BackstageParts): Behind {
	const { document, database, clock, random } = parts;
	const fees = readFees(document);
	const shown = createShown(document);
	const outbox = createOutbox(parts);
	const attempts = createAttempts(random, fees, shown, outbox);
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
	const dashboard = createDashboard(random, fees, shown, outbox);
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
	const listeners = new Set<(news: News) => void>();
	const tell = (news: News) => {
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
	const keepClock = async (on: Moment["on"]) => {
		await on.updateTable("clock").set(clock.setting).execute();
	};
	const agenda = createAgenda({
		database,
		clock,
		due: createDue(attempts, payments, subscriptions),
		dispatcher,
		publish,
		keepClock,
		onFault: parts.onFault,
	});
	outbox.onEvent(agenda.noteEvent);
	dispatcher.onAttempt((delivery) => {
		tell({ kind: "attempt", delivery });
		if (delivery.due_at !== null) agenda.noteDelivery(delivery.due_at);
	});

	/** Does something at this moment, all of it or nothing, when all that was due before has happened. */
	const now = async <Result>(
		act: (moment: Moment) => Promise<Result>,
	): Promise<Result> => {
		await agenda.keepUp();
		return agenda.alone(() =>
			database
				.transaction()
				.execute((on) => act({ on, at: clock.now().toISOString() })),
		);
	};
	const look = (): Moment => ({
		on: database,
		at: clock.peek().toISOString(),
	});
	const state = () => ({
		now: clock.peek(),
		frozen: clock.setting.frozen_at !== null,
	});
	const turn = (how: () => void) =>
		agenda.alone(async () => {
			how();
			await keepClock(database);
			return state();
		});

	const backstage: Backstage = {
		pay: (id, request = {}) =>
			now((moment) => payments.pay(moment, id, request)),
		cancel: (id) => now((moment) => payments.cancel(moment, id)),
		expire: (id) => now((moment) => payments.end(moment, id)),
		async findSession(id) {
			await agenda.keepUp();
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
		openLink: (id) => now((moment) => openLink(moment, id)),
		providersFor: (session) => payments.providersFor(look(), session),

		refund: (request) => now((moment) => dashboard.refund(moment, request)),
		setProvider: (merchant_id, code, is_connected) =>
			now((moment) =>
				dashboard.setProvider(moment, merchant_id, code, is_connected),
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
			await agenda.advance(to);
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
			await agenda.start();
		},

		send: (merchant_id, type, data) =>
			now(async (moment) => {
				const owner = await moment.on
					.selectFrom("merchants")
					.select(["merchant_id", "organization_id"])
					.where("merchant_id", "=", merchant_id)
					.executeTakeFirst();
				if (!owner)
					throw new CannotError(
						"unknown",
						`There is no merchant with ID \`${merchant_id}\`.`,
					);
				return outbox.emit(moment, owner, type, data);
			}),
		resend: (event_id, webhook_id) =>
			now((moment) => outbox.resend(moment, event_id, webhook_id)),
		idle: agenda.deliver,
		listen(hear) {
			listeners.add(hear);
			return () => listeners.delete(hear);
		},
		setDeliveryFaults: dispatcher.setFaults,
	};
	return {
		backstage,
		outbox,
		agenda,
		dispatcher,
		shown,
		async close() {
			// What is being done may wait for an endpoint.
			await Promise.all([agenda.close(), dispatcher.close()]);
		},
	};
}
