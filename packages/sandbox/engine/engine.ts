/**
 * Everything that happens outside API requests: customers pay, merchants use their dashboard, time passes, events are delivered. The
 * checkout pages and the control plane both work through this interface.
 */
import type { Selectable } from "kysely";
import type {
	DeliveryRow,
	EventRow,
	LinkRow,
	ProviderRow,
	RefundRow,
	SessionRow,
	Tables,
	TransactionRow,
} from "../db/tables.ts";
import type {
	ControlSchemas,
	ErrorCode,
	EventName,
	Only,
	PaymentOutcome,
	TransactionStatus,
} from "../schema-types.ts";
import type { FindDeliveryFault } from "../webhooks/dispatcher.ts";
import type { TransactionRecord } from "./transaction-records.ts";

/** The outcome of a payment attempt. */
export type Outcome = PaymentOutcome;

/** What a payer provides. The session supplies the rest. */
export interface PayRequest {
	/** Default: the first provider that is allowed and connected. */
	provider?: string;
	/** Default: by phone number, which is `succeed` for most. */
	outcome?: Outcome;
	phone?: string;
	email?: string;
	name?: string;
	/** How many of the product, if the session lets its customer choose. Default: the session's own. */
	quantity?: number;
}

/** The result of a payment attempt. */
export interface PaymentAttempt {
	outcome: Outcome;
	session: SessionRow;
	/** Null if nothing is paid yet, because the plan starts with a trial. */
	transaction: TransactionRow | null;
}

export interface RefundRequest {
	transaction_id: string;
	/** In the currency's smallest unit. Default: all that isn't refunded yet. */
	amount?: number;
	reason?: string;
}

/**
 * Why an action isn't possible: something doesn't exist, is in the wrong state, or the request is invalid. `message` names it and the
 * remedy.
 */
export class ActionError extends Error {
	override name = "ActionError";
	readonly reason: "unknown" | "conflict" | "invalid";
	/** The error code, if it isn't the usual one. */
	readonly code: ErrorCode | undefined;

	constructor(
		reason: ActionError["reason"],
		message: string,
		code?: ActionError["code"],
	) {
		super(message);
		this.reason = reason;
		this.code = code;
	}
}

/** State of the sandbox's clock. */
export interface ClockState {
	now: Date;
	/** True while it is frozen. */
	frozen: boolean;
	/** While it is being advanced. */
	advance: AdvanceProgress | undefined;
}

/** How far an advance of the clock has come. */
export interface AdvanceProgress {
	from: Date;
	to: Date;
	now: Date;
	/** Number of jobs that were due on the way. */
	jobs: number;
}

/** An event before the database has numbered it. */
export type NewEvent = Omit<EventRow, "sequence">;

/** Work that is due, up to 1,000 of a kind, and since how many seconds its earliest is. */
export type Backlog = Record<
	"deliveries" | "jobs",
	{ number: number; seconds: number }
>;

/** Scheduled work that has failed and was put aside. */
export type FailedJob = Selectable<Tables["failed_jobs"]>;

/** Something that is going to happen. */
export type UpcomingJob = ControlSchemas["UpcomingJob"];

/** Inspects the result of an action before it is committed. An error rolls the action back. */
export type Verify<Result> = (result: Result) => void;

export interface Engine {
	/** @throws {ActionError} `conflict` if the session has ended or another attempt is pending. */
	pay(
		session_id: string,
		request?: PayRequest,
		verify?: Verify<PaymentAttempt>,
	): Promise<PaymentAttempt>;
	/** Opens a session for a payment link, and pays it: both or neither. @throws {ActionError} As `openLink` and `pay` do. */
	payLink(
		link_id: string,
		request?: PayRequest,
		verify?: Verify<PaymentAttempt>,
	): Promise<PaymentAttempt>;
	/** Cancels the pending attempt, if any. The session stays open, since its customer may return. */
	cancel(session_id: string, verify?: Verify<SessionRow>): Promise<SessionRow>;
	/** Expires a session now. */
	expire(session_id: string, verify?: Verify<SessionRow>): Promise<SessionRow>;
	/** Finds a session, expired if it is past its time. */
	findSession(session_id: string): Promise<SessionRow | undefined>;
	/** The session's pending payment. */
	findPending(session_id: string): Promise<TransactionRow | undefined>;
	/** Finds a link of any merchant. */
	findLink(link_id: string): Promise<LinkRow | undefined>;
	/** The amount to pay now, in the currency's smallest unit: a plan's first payment may be prorated or free. */
	amountOf(session: SessionRow): Promise<number>;
	/** Opens a session for a payment link. @throws {ActionError} If it is unknown, inactive or expired. */
	openLink(link_id: string): Promise<SessionRow>;
	/** The session's allowed providers that its merchant has connected, in the merchant's order. */
	providersFor(session: SessionRow): Promise<ProviderRow[]>;

	/** Ends a pending payment now. @throws {ActionError} `unknown` if there is none with this ID, `conflict` if it isn't pending. */
	settle(
		transaction_id: string,
		as: Only<TransactionStatus, "completed" | "failed">,
		verify?: Verify<TransactionRecord>,
	): Promise<TransactionRecord>;
	refund(
		request: RefundRequest,
		verify?: Verify<RefundRow>,
	): Promise<RefundRow>;
	setProvider(
		merchant_id: string,
		code: string,
		is_connected: boolean,
		verify?: Verify<ProviderRow>,
	): Promise<ProviderRow>;

	clock(): ClockState;
	freeze(): Promise<ClockState>;
	resume(): Promise<ClockState>;
	/**
	 * Advances the clock, running everything that falls due on the way at its own time and in order.
	 *
	 * @param signal Ends it early; what is done is done.
	 * @throws {ActionError} `conflict` if it ends early, `invalid` if the time is past.
	 */
	advance(
		to: Date | ((now: Date) => Date),
		signal?: AbortSignal,
	): Promise<ClockState>;

	/** Runs overdue work: a merchant's, or everybody's for a short time. */
	catchUp(merchant_id?: string): Promise<void> | undefined;
	/** What happens next, the earliest first: scheduled work, and attempts to deliver. Runs nothing. */
	upcoming(most: number, merchant_id?: string): Promise<UpcomingJob[]>;
	/** What is due and not done yet. */
	backlog(): Promise<Backlog>;
	/** Scheduled work that has failed, the latest first. */
	failedJobs(): Promise<FailedJob[]>;
	/** Runs failed work again now. @throws {ActionError} `unknown` if there is none, `conflict` if it fails again. */
	retryJob(kind: string, resource_id: string): Promise<void>;
	/** Resolves once an organization's endpoints have caught up with its events, or after a short time. */
	keepPace(organization_id: string): Promise<void> | undefined;

	/** Continues from the rows in the database after they were replaced. */
	reload(): Promise<void>;

	/**
	 * Emits an event as if it had happened. `data` is the body's `data`.
	 *
	 * @throws {ActionError} `invalid` if there is no such event, and `unknown` if there is no such merchant.
	 */
	send(
		merchant_id: string,
		type: EventName,
		data: object,
		verify?: Verify<NewEvent>,
	): Promise<NewEvent>;
	/** Redelivers an event to its endpoints, or to one. */
	resend(
		event_id: string,
		webhook_id?: string,
		verify?: Verify<EventRow>,
	): Promise<EventRow>;
	/** Resolves when no delivery is due any more. */
	idle(): Promise<void>;
	/** Calls back on each committed event and delivery attempt, and when the clock was changed. Returns a function that unsubscribes. */
	listen(hear: (news: EngineEvent) => void): () => void;
	/** Sets the function that is asked for a fault before each attempt. */
	setDeliveryFaults(find: FindDeliveryFault): void;
}

export type EngineEvent =
	| { kind: "event"; event: EventRow }
	| { kind: "attempt"; delivery: DeliveryRow }
	/** It was set, frozen or resumed, or an advance has begun or ended. */
	| { kind: "clock" };
