/**
 * What happens behind the API: customers pay, merchants use their dashboard, time goes by, events are sent. The checkout page and the
 * control plane are two ways to have it happen; neither knows how it is done.
 */
import type {
	DeliveryRow,
	EventRow,
	LinkRow,
	ProviderRow,
	RefundRow,
	SessionRow,
	TransactionRow,
} from "../db/tables.ts";
import type { FindDeliveryFault } from "../webhooks/dispatcher.ts";

/** How an attempt to pay ends. */
export const OUTCOMES = [
	"succeed",
	"insufficient_funds",
	"declined",
	"unconfirmed",
	"provider_down",
	"delayed",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a customer says who pays. What they leave out, the session says. */
export interface PayRequest {
	/** Default: the first of those that are allowed and connected. */
	provider?: string;
	/** Default: that of the phone number, which is `succeed` for most. */
	outcome?: Outcome;
	phone?: string;
	email?: string;
	name?: string;
}

/** What became of an attempt to pay. */
export interface PaymentAttempt {
	outcome: Outcome;
	session: SessionRow;
	/** Null where nothing is paid yet: the plan begins with a trial. */
	transaction: TransactionRow | null;
}

export interface RefundRequest {
	transaction_id: string;
	/** In the currency's smallest unit. Default: what has not been refunded yet. */
	amount?: number;
	reason?: string;
}

/**
 * Why something can't be done: there is no such thing; the state of it is against it; what was asked for makes no sense.
 * `message` is a sentence that names the thing and the remedy.
 */
export class ActionError extends Error {
	override name = "ActionError";
	readonly reason: "unknown" | "conflict" | "invalid";

	constructor(reason: ActionError["reason"], message: string) {
		super(message);
		this.reason = reason;
	}
}

/** Where the sandbox's clock is. */
export interface ClockState {
	now: Date;
	/** True while it stands still. */
	frozen: boolean;
}

export interface Engine {
	/** @throws {CannotError} `conflict` where the session is over, or another attempt is under way. */
	pay(session_id: string, request?: PayRequest): Promise<PaymentAttempt>;
	/** Gives up the attempt that is under way, if any. The session stays open: its customer may come back. */
	cancel(session_id: string): Promise<SessionRow>;
	/** Ends a session as if its time were over. */
	expire(session_id: string): Promise<SessionRow>;
	/** The session, expired if its time is over; undefined where there is none. */
	findSession(session_id: string): Promise<SessionRow | undefined>;
	/** The attempt to pay that is under way in a session. */
	findPending(session_id: string): Promise<TransactionRow | undefined>;
	/** The link, whoever's it is. */
	findLink(link_id: string): Promise<LinkRow | undefined>;
	/** What is taken when a session is paid now, in the currency's smallest unit: a plan may take a share of its amount at first, or nothing. */
	amountOf(session: SessionRow): Promise<number>;
	/** Opens a session for a payment link. @throws {CannotError} Where it is unknown, switched off or expired. */
	openLink(link_id: string): Promise<SessionRow>;
	/** Those providers that a session allows and its merchant has connected, in the merchant's order. */
	providersFor(session: SessionRow): Promise<ProviderRow[]>;

	refund(request: RefundRequest): Promise<RefundRow>;
	setProvider(
		merchant_id: string,
		code: string,
		is_connected: boolean,
	): Promise<ProviderRow>;

	clock(): ClockState;
	freeze(): Promise<ClockState>;
	resume(): Promise<ClockState>;
	/** Goes to a later time, and ends when all that was due until then has happened, each at its own time and in order. */
	advance(to: Date): Promise<ClockState>;

	/** Has it go on from what is in the database: other rows have been put there. */
	reload(): Promise<void>;

	/** Sends an event to the merchant's endpoints as if it had happened. `data` is the body's `data`. */
	send(merchant_id: string, type: string, data: object): Promise<EventRow>;
	/** Sends an event again to the endpoints that it went to, or to one. */
	resend(event_id: string, webhook_id?: string): Promise<EventRow>;
	/** Ends when no delivery is due any more. */
	idle(): Promise<void>;
	/** Hears of each event and each attempt to deliver once it is in the database. Returns what ends that. */
	listen(hear: (news: EngineEvent) => void): () => void;
	/** Asked before each attempt. */
	setDeliveryFaults(find: FindDeliveryFault): void;
}

export type EngineEvent =
	| { kind: "event"; event: EventRow }
	| { kind: "attempt"; delivery: DeliveryRow };
