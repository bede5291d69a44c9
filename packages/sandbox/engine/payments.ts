/** Payments of checkout sessions. */
import { sql } from "kysely";
import { prepare } from "../db/statements.ts";
import { parseStored } from "../db/stored-json.ts";
import type { ProviderRow, SessionRow, TransactionRow } from "../db/tables.ts";
import type {
	AllBut,
	SessionStatus,
	TransactionStatus,
} from "../schema-types.ts";
import type { FindOrAddCustomer } from "./customers.ts";
import { ActionError, type PaymentAttempt, type PayRequest } from "./engine.ts";
import type { Outbox } from "./outbox.ts";
import { readPayer } from "./payer.ts";
import {
	type FinalStatus,
	type PaymentAttempts,
	type StartedAttempt,
	settlementOf,
} from "./payment-attempts.ts";
import { amountFor, canChooseQuantity, mostItems } from "./quantity.ts";
import type { Serializers } from "./serializers.ts";
import type { SessionLimits } from "./session-limits.ts";
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
		attempt: StartedAttempt | TransactionRow,
		ending: FinalStatus,
	): Promise<{ transaction: TransactionRow; session: SessionRow }>;
	providersFor(work: UnitOfWork, session: SessionRow): Promise<ProviderRow[]>;
	findPending(
		work: UnitOfWork,
		id: string,
	): Promise<TransactionRow | undefined>;
}

/** A session has at most one transaction in these statuses. */
const UNIQUE_STATUSES: TransactionStatus[] = [
	"pending",
	"completed",
	"refunded",
];

export function createPayments(
	limits: SessionLimits,
	origin: () => string,
	findOrAddCustomer: FindOrAddCustomer,
	serializers: Serializers,
	{ emit }: Outbox,
	attempts: PaymentAttempts,
	subscriptions: Subscriptions,
): Payments {
	const updateStatus = prepare<
		Pick<SessionRow, "checkout_session_id" | "status" | "updated_at">
	>()((database, { checkout_session_id, status, updated_at }) =>
		database
			.updateTable("checkout_sessions")
			.set({ status, updated_at })
			.where("checkout_session_id", "=", checkout_session_id),
	);
	const selectSession = prepare<{ id: string }>()((database, { id }) =>
		database
			.selectFrom("checkout_sessions")
			.selectAll()
			.where("checkout_session_id", "=", id),
	);
	const selectCurrent = prepare<{ id: string }>()((database, { id }) =>
		database
			.selectFrom("transactions")
			.selectAll()
			.where("checkout_session_id", "=", id)
			.where("checkout_session_id", "is not", null)
			// The condition of the index, literally, or SQLite would read all transactions.
			.where("status", "in", UNIQUE_STATUSES.map(sql.lit)),
	);
	const selectConnected = prepare<{ merchant_id: string }>()(
		(database, { merchant_id }) =>
			database
				.selectFrom("providers")
				.selectAll()
				.where("merchant_id", "=", merchant_id)
				.where("is_connected", "=", 1)
				.orderBy("place"),
	);
	const selectMerchant = prepare<{ merchant_id: string }>()(
		(database, { merchant_id }) =>
			database
				.selectFrom("merchants")
				.select("country")
				.where("merchant_id", "=", merchant_id),
	);
	const selectPlan = prepare<{ plan_id: string | null }>()(
		(database, { plan_id }) =>
			database
				.selectFrom("plans")
				.selectAll()
				.where("plan_id", "=", plan_id)
				.where("deleted_at", "is", null),
	);
	const selectCustomer = prepare<{ customer_id: string | null }>()(
		(database, { customer_id }) =>
			database
				.selectFrom("customers")
				.select(["customer_id", "name", "email"])
				.where("customer_id", "=", customer_id),
	);

	const updateQuantity = prepare<
		Pick<
			SessionRow,
			"checkout_session_id" | "quantity" | "amount" | "updated_at"
		>
	>()((database, { checkout_session_id, quantity, amount, updated_at }) =>
		database
			.updateTable("checkout_sessions")
			.set({ quantity, amount, updated_at })
			.where("checkout_session_id", "=", checkout_session_id),
	);

	const setStatus = async (
		{ on, at }: UnitOfWork,
		session: SessionRow,
		status: AllBut<SessionStatus, "open">,
	): Promise<SessionRow> => {
		const row = { ...session, status, updated_at: at };
		await updateStatus(on, row);
		return row;
	};

	const find = async ({ on }: UnitOfWork, id: string) => {
		const [session] = await selectSession(on, { id });
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
		const status: SessionStatus =
			session.status === "open" && session.expires_at <= work.at
				? "expired"
				: session.status;
		if (status !== "open")
			throw new ActionError(
				"conflict",
				`The checkout session is ${status}. Create another one to be paid.`,
			);
		return session;
	};

	const findPending = async ({ on }: UnitOfWork, id: string) => {
		const [current] = await selectCurrent(on, { id });
		return current?.status === "pending" ? current : undefined;
	};

	const providersFor = async ({ on }: UnitOfWork, session: SessionRow) => {
		const allowed: string[] = parseStored(session.allowed_providers);
		const connected = await selectConnected(on, session);
		return connected.filter(({ code }) => allowed.includes(code));
	};

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
					"UNSUPPORTED_PROVIDER",
				);
	};

	/** The session with the number of items that its customer has chosen. */
	const withQuantity = async (
		{ on, at }: UnitOfWork,
		session: SessionRow,
		quantity = session.quantity,
	) => {
		if (quantity === session.quantity) return session;
		if (!canChooseQuantity(session))
			throw new ActionError(
				"invalid",
				"`quantity` can't be chosen: the checkout session has no product, or doesn't have `allow_quantity`.",
			);
		if (quantity > mostItems(session, limits))
			throw new ActionError(
				"invalid",
				`\`quantity\` is too large: the price of all items may be at most ${limits.amount.toLocaleString("en")}.`,
			);
		const amount = amountFor(session, quantity);
		const row = { ...session, quantity, amount, updated_at: at };
		await updateQuantity(on, row);
		return row;
	};

	/** The plan that a session subscribes to. */
	const findPlan = async ({ on }: UnitOfWork, { plan_id }: SessionRow) => {
		if (!plan_id) return undefined;
		const [plan] = await selectPlan(on, { plan_id });
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
		const row = await setStatus(work, session, "completed");
		const data = serializers.session(row, origin());
		await emit(work, row, "CHECKOUT_COMPLETED", data);
		return row;
	};

	const subscribe = async (
		work: UnitOfWork,
		session: SessionRow,
		customer_id: string | null,
		provider_code: string | null,
	) => {
		// It may have been deactivated since the payment began.
		const [plan] = await selectPlan(work.on, session);
		const [customer] = await selectCustomer(work.on, { customer_id });
		return plan && customer
			? subscriptions.begin(work, plan, customer, session, provider_code)
			: undefined;
	};

	/** Settles an attempt, and starts what it has paid for. It fails if that was deleted since it began. */
	const settleFor = async (
		work: UnitOfWork,
		session: SessionRow,
		attempt: StartedAttempt | TransactionRow,
		requested: FinalStatus,
	) => {
		const isGone =
			session.plan_id !== null &&
			(await selectPlan(work.on, session)).length === 0;
		const ending: FinalStatus =
			isGone && requested === "completed" ? "failed" : requested;
		const subscription =
			ending === "completed"
				? await subscribe(
						work,
						session,
						attempt.customer_id,
						attempt.provider_code,
					)
				: undefined;
		const transaction = await attempts.settle(
			work,
			attempt,
			ending,
			subscription,
		);
		if (ending !== "completed") return { transaction, session };
		const completed = await complete(work, session);
		await subscriptions.markDuePaid(work, session, transaction);
		if (subscription) await subscriptions.emitCreated(work, subscription);
		return { transaction, session: completed };
	};

	const expire = async (work: UnitOfWork, session: SessionRow) => {
		const pending = await findPending(work, session.checkout_session_id);
		if (pending) await attempts.settle(work, pending, "expired");
		return setStatus(work, session, "expired");
	};

	return {
		async pay(work, id, request) {
			const { at } = work;
			const found = await findOpen(work, id);
			if (await findPending(work, id))
				throw new ActionError(
					"conflict",
					"Another payment attempt for this checkout session is pending. Wait for it to finish, or cancel it.",
				);
			const open = await withQuantity(work, found, request.quantity);
			const provider = await chooseProvider(work, open, request.provider);
			const amount = await amountOf(work, open);
			const [{ country } = { country: "" }] = await selectMerchant(
				work.on,
				open,
			);
			const payer = readPayer(request, open, country);
			const customer = await findOrAddCustomer(
				work,
				{ ...open, country },
				payer,
			);
			const outcome = request.outcome ?? outcomeOfPhone(payer.phone);
			if (amount === 0) {
				const { customer_id } = customer;
				const subscription = await subscribe(work, open, customer_id, null);
				const session = await complete(work, open);
				if (subscription) await subscriptions.emitCreated(work, subscription);
				return { outcome: "succeed", session, transaction: null };
			}
			const started = await attempts.start(work, open, provider, {
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
			if (!time)
				return { outcome, ...(await settleFor(work, open, started, ending)) };
			const transaction = await attempts.settleLater(
				work,
				started,
				ending,
				time,
			);
			return { outcome, session: open, transaction };
		},

		amountOf,
		async settle(work, attempt, ending) {
			const session = await find(work, attempt.checkout_session_id ?? "");
			return settleFor(work, session, attempt, ending);
		},
		providersFor,
		findPending,

		async cancel(work, id) {
			const session = await findOpen(work, id);
			const pending = await findPending(work, id);
			if (pending) await attempts.settle(work, pending, "failed");
			return session;
		},

		async expire(work, id) {
			const session = await find(work, id);
			// It may have been paid meanwhile.
			return session.status === "open" ? expire(work, session) : session;
		},
		async end(work, id) {
			return expire(work, await findOpen(work, id));
		},
	};
}
