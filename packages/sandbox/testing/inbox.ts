/** A webhook endpoint for tests to wait on. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createHttpServer } from "@lomi/http";
import {
	authorizableEvents,
	type Description,
	signatureHeader,
} from "@lomi/spec";
import type { Lomi, WebhookEvent } from "lomi-openapi";
import { verifyWebhook, WebhookVerificationError } from "lomi-openapi/webhooks";
import type { AuthorizedEvent } from "../schema-types.ts";
import { clearTimeout, setTimeout } from "../timers.ts";

export type EventName = WebhookEvent["event"];
/** The type of an event by name. */
export type EventOf<Name> = Extract<WebhookEvent, { event: Name }>;

export interface InboxOptions {
	/** How long `next` waits, in milliseconds. Default: 5,000. */
	timeout?: number;
}

export interface Inbox extends AsyncDisposable {
	/** URL of the endpoint. */
	url: string;
	/** Signing secret, for a receiver of your own at another URL. */
	secret: string;
	webhook_id: string;
	/** All events with a valid signature, in order of arrival. */
	received: readonly WebhookEvent[];
	/** Number of deliveries with an invalid signature, which were answered with 400. */
	refused: number;
	/**
	 * The next event of this name, verified: one that has arrived but was not returned yet, or else the next to arrive.
	 *
	 * @param name Default: any event.
	 * @throws {NothingArrivedError} If none arrives in time. The message lists what did.
	 */
	next<Name extends EventName = EventName>(
		name?: Name,
		options?: InboxOptions,
	): Promise<EventOf<Name>>;
	/** Statuses to answer the next deliveries with, one each, instead of 204. */
	answerWith(...statuses: number[]): void;
	/** Closes and deletes the endpoint. */
	close(): Promise<void>;
}

/** No matching event arrived in time. */
export class NothingArrivedError extends Error {
	override name = "NothingArrivedError";
}

/** @param wanted Events to subscribe to. Default: all. Test events arrive in any case. */
export async function createInbox(
	lomi: Lomi,
	document: Description,
	wanted?: readonly AuthorizedEvent[],
	{ timeout: usual = 5_000 }: InboxOptions = {},
): Promise<Inbox> {
	const signature = signatureHeader(document).toLowerCase();
	const authorizable = authorizableEvents(document) as AuthorizedEvent[];
	const events = wanted ?? authorizable;
	const received: WebhookEvent[] = [];
	let waiting: WebhookEvent[] = [];
	const readers = new Set<() => void>();
	const answers: number[] = [];
	let secret = "";
	let refused = 0;

	/** Accepts a delivery, and returns the status to answer with. */
	const receive = async (request: IncomingMessage): Promise<number> => {
		const body = await text(request);
		try {
			const event = (await verifyWebhook({
				body,
				signature: String(request.headers[signature] ?? ""),
				secret,
			})) as WebhookEvent;
			received.push(event);
			waiting.push(event);
			for (const look of readers) look();
			return answers.shift() ?? 204;
		} catch (error) {
			if (!(error instanceof WebhookVerificationError)) throw error;
			refused++;
			return 400;
		}
	};
	const server = createHttpServer(async (request, response) => {
		response.writeHead(await receive(request)).end();
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	const created = await lomi.webhooks.create({
		url,
		authorized_events: [...events],
	});
	secret = created.secret;

	const take = (name: string | undefined): WebhookEvent | undefined => {
		const event = waiting.find((each) => (name ?? each.event) === each.event);
		if (event) waiting = waiting.filter((each) => each !== event);
		return event;
	};

	const close = async () => {
		if (!server.listening) return;
		// It may be gone after a snapshot was restored, or with the sandbox.
		await lomi.webhooks
			.delete(created.data.id, { maxRetries: 0 })
			.catch(() => {});
		server.closeAllConnections();
		server.close();
		await once(server, "close");
	};
	return {
		url,
		secret,
		webhook_id: created.data.id,
		received,
		get refused() {
			return refused;
		},
		next<Name extends EventName>(
			name?: Name,
			{ timeout = usual }: InboxOptions = {},
		) {
			// Created here, so that the stack trace leads to the test.
			const error = new NothingArrivedError();
			return new Promise<EventOf<Name>>((resolve, reject) => {
				const look = () => {
					const event = take(name);
					if (!event) return;
					readers.delete(look);
					clearTimeout(timer);
					resolve(event as EventOf<Name>);
				};
				const timer = setTimeout(() => {
					readers.delete(look);
					error.message = explainTimeout(name, timeout, {
						missed: authorizable.filter((each) => !events.includes(each)),
						received,
						waiting,
						refused,
					});
					reject(error);
				}, timeout);
				readers.add(look);
				look();
			});
		},
		answerWith(...statuses) {
			answers.push(...statuses);
		},
		close,
		[Symbol.asyncDispose]: close,
	};
}

interface Arrived {
	/** Events that the endpoint isn't registered for, but could be. */
	missed: readonly string[];
	received: readonly WebhookEvent[];
	waiting: readonly WebhookEvent[];
	refused: number;
}

/** Explains a timeout: what arrived instead. */
function explainTimeout(
	name: string | undefined,
	timeout: number,
	{ missed, received, waiting, refused }: Arrived,
): string {
	const list = (some: readonly WebhookEvent[]) =>
		some.map(({ event }) => event).join(", ") || "nothing";
	const sentences = [
		`No ${name ?? "event"} arrived within ${timeout} ms.`,
		`Received: ${list(received)}.`,
	];
	if (received.length > waiting.length)
		sentences.push(`Not consumed yet: ${list(waiting)}.`);
	if (refused > 0) sentences.push(`${refused} more had an invalid signature.`);
	if (name !== undefined && missed.includes(name))
		sentences.push(
			`The inbox isn't subscribed to ${name}: pass it to inbox().`,
		);
	return sentences.join(" ");
}
