/** Payments of checkout sessions. */
import type { ProviderRow, SessionRow, TransactionRow } from "../db/tables.ts";
import type { Random } from "../random.ts";
import { findOrAddCustomer } from "./customers.ts";
import { ActionError, type PaymentAttempt, type PayRequest } from "./engine.ts";
import type { Outbox } from "./outbox.ts";
import {
	type FinalStatus,
	type PaymentAttempts,
	settlementOf,
} from "./payment-attempts.ts";
import type { Serializers } from "./serializers.ts";
import type { Subscriptions } from "./subscriptions.ts";
import { outcomeOfPhone } from "./test-phone-numbers.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface Payments {
	pay(
		work: UnitOfWork,
		id: string,
		request: PayRequest,
	): Promise<PaymentAttempt>;
	/** The amount to pay now, in the currency's smallest unit; 0 if a trial starts. */
	amountOf(work: UnitOfWork, session: SessionRow): Promise<number>;
	/** Cancels the pending attempt, if any. */
	cancel(work: UnitOfWork, id: string): Promise<SessionRow>;
	/** Expires an open session now. */
	end(work: UnitOfWork, id: string): Promise<SessionRow>;
	/** Expires a session and its pending attempt. */
	expire(work: UnitOfWork, id: string): Promise<SessionRow>;
	/** Settles a session's attempt, and starts what it has paid for. */
	settle(
		work: UnitOfWork,
		pending: TransactionRow,
		ending: FinalStatus,
	): Promise<{ transaction: TransactionRow; session: SessionRow }>;
	providersFor(work: UnitOfWork, session: SessionRow): Promise<ProviderRow[]>;
	findPending(
		work: UnitOfWork,
		id: string,
	): Promise<TransactionRow | undefined>;
}

export function createPayments(
	{ random, origin }: { random: Random; origin: () => string },
	serializers: Serializers,
	{ emit }: Outbox,
	attempts: PaymentAttempts,
	subscriptions: Subscriptions,
): Payments {
	const setStatus = (
		{ on, at }: UnitOfWork,
		id: string,
		status: "completed" | "expired",
	) =>
		on
			.updateTable("checkout_sessions")
			.set({ status, updated_at: at })
			.where("checkout_session_id", "=", id)
			.returningAll()
			.executeTakeFirstOrThrow();

	const find = async ({ on }: UnitOfWork, id: string) => {
		const session = await on
			.selectFrom("checkout_sessions")
			.selectAll()
			.where("checkout_session_id", "=", id)
			.executeTakeFirst();
		if (!session)
			throw new ActionError(
				"unknown",
				`There is no checkout session with ID \`${id}\`.`,
			);
		return session;
	};

	/** The session, if it can still be paid. */
	const findOpen = async (work: UnitOfWork, id: string) => {
		const session = await find(work, id);
		if (session.status !== "open" || session.expires_at <= work.at)
			throw new ActionError(
				"conflict",
				`The checkout session is ${session.status === "open" ? "expired" : session.status}. Create another one to be paid.`,
			);
		return session;
	};

	const findPending = ({ on }: UnitOfWork, id: string) =>
		on
			.selectFrom("transactions")
			.selectAll()
			.where("checkout_session_id", "=", id)
			.where("status", "=", "pending")
			.executeTakeFirst();

	const providersFor = ({ on }: UnitOfWork, session: SessionRow) =>
		on
			.selectFrom("providers")
			.selectAll()
			.where("merchant_id", "=", session.merchant_id)
			.where("code", "in", JSON.parse(session.allowed_providers))
			.where("is_connected", "=", 1)
			.orderBy("place")
			.execute();

	const chooseProvider = async (
		work: UnitOfWork,
		session: SessionRow,
		code: string | undefined,
	) => {
		const available = await providersFor(work, session);
		const provider = code
			? available.find((each) => each.code === code)
			: available[0];
		if (provider) return provider;
		const codes = available.map((each) => each.code).join(", ");
		throw codes === ""
			? new ActionError(
					"conflict",
					"None of the providers that the checkout session allows is connected. Connect one.",
				)
			: new ActionError(
					"invalid",
					`\`provider\` must be one that is connected and that the checkout session allows: ${codes}.`,
				);
	};

	/** The plan that a session subscribes to. */
	const findPlan = async ({ on }: UnitOfWork, { plan_id }: SessionRow) => {
		if (!plan_id) return undefined;
		const plan = await on
			.selectFrom("plans")
			.selectAll()
			.where("plan_id", "=", plan_id)
			.where("deleted_at", "is", null)
			.executeTakeFirst();
		if (!plan?.is_active)
			throw new ActionError(
				"conflict",
				`The checkout session's plan was ${plan ? "deactivated" : "deleted"}, so nobody can subscribe to it any more.`,
			);
		return plan;
	};

	const amountOf = async (work: UnitOfWork, session: SessionRow) => {
		const plan = await findPlan(work, session);
		// If both are set, the product determines the price.
		return plan && !session.product_id
			? subscriptions.firstPayment(plan, work.at)
			: session.amount;
	};

	const complete = async (work: UnitOfWork, session: SessionRow) => {
		const id = session.checkout_session_id;
		const row = await setStatus(work, id, "completed");
		const data = serializers.session(row, origin());
		await emit(work, row, "CHECKOUT_COMPLETED", data);
		return row;
	};

	const subscribe = async (
		work: UnitOfWork,
		session: SessionRow,
		customer_id: string | null,
	) => {
		const plan = await findPlan(work, session);
		const customer = await work.on
			.selectFrom("customers")
			.select(["customer_id", "name", "email"])
			.where("customer_id", "=", customer_id)
			.executeTakeFirst();
		return plan && customer
			? subscriptions.begin(work, plan, customer, session)
			: undefined;
	};

	/** Settles an attempt, and starts what it has paid for. */
	const settle: Payments["settle"] = async (work, pending, ending) => {
		const session = await find(work, pending.checkout_session_id ?? "");
		const subscription =
			ending === "completed"
				? await subscribe(work, session, pending.customer_id)
				: undefined;
		const transaction = await attempts.settle(
			work,
			pending,
			ending,
			subscription,
		);
		if (ending !== "completed") return { transaction, session };
		const completed = await complete(work, session);
		await subscriptions.markDuePaid(work, session, transaction);
		if (subscription) await subscriptions.emitCreated(work, subscription);
		return { transaction, session: completed };
	};

	const expire: Payments["expire"] = async (work, id) => {
		const pending = await findPending(work, id);
		if (pending) await attempts.settle(work, pending, "expired");
		return setStatus(work, id, "expired");
	};

	return {
		async pay(work, id, request) {
			const { at } = work;
			const open = await findOpen(work, id);
			if (await findPending(work, id))
				throw new ActionError(
					"conflict",
					"Another payment attempt for this checkout session is pending. Wait for it to finish, or cancel it.",
				);
			const provider = await chooseProvider(work, open, request.provider);
			const amount = await amountOf(work, open);
			const phone = request.phone ?? open.customer_phone;
			const customer = await findOrAddCustomer(work, random, open, {
				email: request.email ?? open.customer_email,
				name: request.name ?? open.customer_name,
				phone,
			});
			const outcome = request.outcome ?? outcomeOfPhone(phone);
			if (amount === 0) {
				const { customer_id } = customer;
				const subscription = await subscribe(work, open, customer_id);
				const session = await complete(work, open);
				if (subscription) await subscriptions.emitCreated(work, subscription);
				return { outcome: "succeed", session, transaction: null };
			}
			const pending = await attempts.begin(work, open, provider, {
				customer_id: customer.customer_id,
				amount,
				currency_code: open.currency_code,
				description: open.title,
				metadata: open.metadata,
				product_id: open.product_id,
				subscription_id: open.subscription_id,
				checkout_session_id: id,
			});
			const { ending, time } = settlementOf(outcome, at, open.expires_at);
			if (!time) return { outcome, ...(await settle(work, pending, ending)) };
			const transaction = await attempts.settleLater(
				work,
				pending,
				ending,
				time,
			);
			return { outcome, session: open, transaction };
		},

		amountOf,
		settle,
		providersFor,
		findPending,

		async cancel(work, id) {
			const session = await findOpen(work, id);
			const pending = await findPending(work, id);
			if (pending) await attempts.settle(work, pending, "failed");
			return session;
		},

		expire,
		async end(work, id) {
			await findOpen(work, id);
			return expire(work, id);
		},
	};
}
