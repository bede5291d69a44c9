/** Payments of checkout sessions: who pays, with what, how it ends, and what follows. */
import type { Shown } from "../data/shown.ts";
import { type Attempts, type Ending, endingOf } from "./attempts.ts";
import {
	type Attempted,
	CannotError,
	type PayRequest,
	type ProviderRow,
	type SessionRow,
	type TransactionRow,
} from "./backstage.ts";
import { findOrAddCustomer } from "./customers.ts";
import type { Moment, Parts } from "./moment.ts";
import type { Outbox } from "./outbox.ts";
import { outcomeOf } from "./outcomes.ts";
import type { Subscriptions } from "./subscriptions.ts";

export interface Payments {
	pay(moment: Moment, id: string, request: PayRequest): Promise<Attempted>;
	/** What is taken when a session is paid now, in the currency's smallest unit; 0 where it begins a trial. */
	amountOf(moment: Moment, session: SessionRow): Promise<number>;
	/** Gives up the attempt that is under way, if any. */
	cancel(moment: Moment, id: string): Promise<SessionRow>;
	/** Ends an open session as if its time were over. */
	end(moment: Moment, id: string): Promise<SessionRow>;
	/** Ends a session whose time is over, and the attempt that is under way in it. */
	expire(moment: Moment, id: string): Promise<SessionRow>;
	/** Ends an attempt to pay a session, and begins what it has paid for. */
	settle(
		moment: Moment,
		begun: TransactionRow,
		ending: Ending,
	): Promise<{ transaction: TransactionRow; session: SessionRow }>;
	providersFor(moment: Moment, session: SessionRow): Promise<ProviderRow[]>;
	findPending(moment: Moment, id: string): Promise<TransactionRow | undefined>;
}

export function createPayments(
	{ random, origin }: Pick<Parts, "random" | "origin">,
	shown: Shown,
	{ emit }: Outbox,
	attempts: Attempts,
	subscriptions: Subscriptions,
): Payments {
	const change = (
		{ on, at }: Moment,
		id: string,
		status: "completed" | "expired",
	) =>
		on
			.updateTable("checkout_sessions")
			.set({ status, updated_at: at })
			.where("checkout_session_id", "=", id)
			.returningAll()
			.executeTakeFirstOrThrow();

	const find = async ({ on }: Moment, id: string) => {
		const session = await on
			.selectFrom("checkout_sessions")
			.selectAll()
			.where("checkout_session_id", "=", id)
			.executeTakeFirst();
		if (!session)
			throw new CannotError(
				"unknown",
				`There is no checkout session with ID \`${id}\`.`,
			);
		return session;
	};

	/** The session, where it can still be paid. */
	const findOpen = async (moment: Moment, id: string) => {
		const session = await find(moment, id);
		if (session.status !== "open" || session.expires_at <= moment.at)
			throw new CannotError(
				"conflict",
				`The checkout session is ${session.status === "open" ? "expired" : session.status}. Create another one to be paid.`,
			);
		return session;
	};

	const findPending = ({ on }: Moment, id: string) =>
		on
			.selectFrom("transactions")
			.selectAll()
			.where("checkout_session_id", "=", id)
			.where("status", "=", "pending")
			.executeTakeFirst();

	const providersFor = ({ on }: Moment, session: SessionRow) =>
		on
			.selectFrom("providers")
			.selectAll()
			.where("merchant_id", "=", session.merchant_id)
			.where("code", "in", JSON.parse(session.allowed_providers))
			.where("is_connected", "=", 1)
			.orderBy("place")
			.execute();

	const chooseProvider = async (
		moment: Moment,
		session: SessionRow,
		code: string | undefined,
	) => {
		const able = await providersFor(moment, session);
		const provider = code ? able.find((each) => each.code === code) : able[0];
		if (provider) return provider;
		const codes = able.map((each) => each.code).join(", ");
		throw codes === ""
			? new CannotError(
					"conflict",
					"None of the providers that the checkout session allows is connected. Connect one.",
				)
			: new CannotError(
					"invalid",
					`\`provider\` must be one that is connected and that the checkout session allows: ${codes}.`,
				);
	};

	/** The plan that a session subscribes to. */
	const findPlan = async ({ on }: Moment, { plan_id }: SessionRow) => {
		if (!plan_id) return undefined;
		const plan = await on
			.selectFrom("plans")
			.selectAll()
			.where("plan_id", "=", plan_id)
			.where("deleted_at", "is", null)
			.executeTakeFirst();
		if (!plan?.is_active)
			throw new CannotError(
				"conflict",
				`The plan of the checkout session was ${plan ? "switched off" : "deleted"}, so that nobody can subscribe to it now.`,
			);
		return plan;
	};

	const amountOf = async (moment: Moment, session: SessionRow) => {
		const plan = await findPlan(moment, session);
		// With both, the product is what has the price.
		return plan && !session.product_id
			? subscriptions.firstPayment(plan, moment.at)
			: session.amount;
	};

	const complete = async (moment: Moment, session: SessionRow) => {
		const id = session.checkout_session_id;
		const row = await change(moment, id, "completed");
		const data = shown.session(row, origin());
		await emit(moment, row, "CHECKOUT_COMPLETED", data);
		return row;
	};

	const subscribe = async (
		moment: Moment,
		session: SessionRow,
		customer_id: string | null,
	) => {
		const plan = await findPlan(moment, session);
		const customer = await moment.on
			.selectFrom("customers")
			.select(["customer_id", "name", "email"])
			.where("customer_id", "=", customer_id)
			.executeTakeFirst();
		return plan && customer
			? subscriptions.begin(moment, plan, customer, session)
			: undefined;
	};

	/** Ends an attempt, and begins what it has paid for. */
	const settle: Payments["settle"] = async (moment, begun, ending) => {
		const session = await find(moment, begun.checkout_session_id ?? "");
		const subscription =
			ending === "completed"
				? await subscribe(moment, session, begun.customer_id)
				: undefined;
		const transaction = await attempts.settle(
			moment,
			begun,
			ending,
			subscription,
		);
		if (ending !== "completed") return { transaction, session };
		const completed = await complete(moment, session);
		if (session.subscription_id)
			await subscriptions.payDue(moment, session.subscription_id);
		if (subscription) await subscriptions.announce(moment, subscription);
		return { transaction, session: completed };
	};

	const expire: Payments["expire"] = async (moment, id) => {
		const pending = await findPending(moment, id);
		if (pending) await attempts.settle(moment, pending, "expired");
		return change(moment, id, "expired");
	};

	return {
		async pay(moment, id, request) {
			const { at } = moment;
			const open = await findOpen(moment, id);
			if (await findPending(moment, id))
				throw new CannotError(
					"conflict",
					"Another attempt to pay this checkout session is under way. Wait until it is over, or cancel it.",
				);
			const provider = await chooseProvider(moment, open, request.provider);
			const amount = await amountOf(moment, open);
			const phone = request.phone ?? open.customer_phone;
			const customer = await findOrAddCustomer(moment, random, open, {
				email: request.email ?? open.customer_email,
				name: request.name ?? open.customer_name,
				phone,
			});
			const outcome = request.outcome ?? outcomeOf(phone);
			if (amount === 0) {
				const { customer_id } = customer;
				const subscription = await subscribe(moment, open, customer_id);
				const session = await complete(moment, open);
				if (subscription) await subscriptions.announce(moment, subscription);
				return { outcome: "succeed", session, transaction: null };
			}
			const begun = await attempts.begin(moment, open, provider, {
				customer_id: customer.customer_id,
				amount,
				currency_code: open.currency_code,
				description: open.title,
				metadata: open.metadata,
				product_id: open.product_id,
				subscription_id: open.subscription_id,
				checkout_session_id: id,
			});
			const { ending, time } = endingOf(outcome, at, open.expires_at);
			if (!time) return { outcome, ...(await settle(moment, begun, ending)) };
			const transaction = await attempts.settleLater(
				moment,
				begun,
				ending,
				time,
			);
			return { outcome, session: open, transaction };
		},

		amountOf,
		settle,
		providersFor,
		findPending,

		async cancel(moment, id) {
			const session = await findOpen(moment, id);
			const pending = await findPending(moment, id);
			if (pending) await attempts.settle(moment, pending, "failed");
			return session;
		},

		expire,
		async end(moment, id) {
			await findOpen(moment, id);
			return expire(moment, id);
		},
	};
}
