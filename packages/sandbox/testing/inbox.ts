/** An endpoint for webhooks that tests wait at. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Description, readEvents, signatureHeader } from "@lomi/spec";
import type { Lomi, WebhookEvent } from "lomi-openapi";
import { verifyWebhook, WebhookVerificationError } from "lomi-openapi/webhooks";

export type EventName = WebhookEvent["event"];
/** The event of a name. */
export type EventOf<Name> = Extract<WebhookEvent, { event: Name }>;

export interface InboxOptions {
	/** How long `next` waits, in milliseconds. Default: 5,000. */
	timeout?: number;
}

export interface Inbox extends AsyncDisposable {
	/** Its address. */
	url: string;
	/** What it signs with, for a receiver of your own at another address. */
	secret: string;
	webhook_id: string;
	/** All events that arrived and were signed well, in that order. */
	received: readonly WebhookEvent[];
	/** How many deliveries were not signed well. They were answered with 400. */
	refused: number;
	/**
	 * The next event of this name, verified: one that arrived and was not given yet, or else the next to arrive.
	 *
	 * @param name Default: the next one, whatever it is.
	 * @throws {NothingArrivedError} Where none arrives in time. It says what did.
	 */
	next<Name extends EventName = EventName>(
		name?: Name,
		options?: InboxOptions,
	): Promise<EventOf<Name>>;
	/** Answers the next deliveries with these statuses, one each, instead of 204. */
	answerWith(...statuses: number[]): void;
	/** Takes the endpoint away. */
	close(): Promise<void>;
}

/** No such event arrived in time. */
export class NothingArrivedError extends Error {
	override name = "NothingArrivedError";
}

/** @param events Default: all that there are. */
export async function createInbox(
	lomi: Lomi,
	document: Description,
	events: readonly string[] = readEvents(document).map(({ name }) => name),
	{ timeout: usual = 5_000 }: InboxOptions = {},
): Promise<Inbox> {
	const signature = signatureHeader(document).toLowerCase();
	const received: WebhookEvent[] = [];
	let waiting: WebhookEvent[] = [];
	const readers = new Set<() => void>();
	const answers: number[] = [];
	let secret = "";
	let refused = 0;

	/** Takes a delivery in, and gives the status that it is answered with. */
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
	const server = createServer((request, response) => {
		receive(request).then(
			(status) => response.writeHead(status).end(),
			// Whoever sent it has gone.
			() => response.destroy(),
		);
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
		// It may be gone with a snapshot, or with the sandbox.
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
			// Made here, so that its trace leads to the test.
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
					error.message = tellOfNothing(name, timeout, {
						events,
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
	/** What the endpoint is registered for. */
	events: readonly string[];
	received: readonly WebhookEvent[];
	waiting: readonly WebhookEvent[];
	refused: number;
}

/** What arrived, where something else was waited for. */
function tellOfNothing(
	name: string | undefined,
	timeout: number,
	{ events, received, waiting, refused }: Arrived,
): string {
	const list = (some: readonly WebhookEvent[]) =>
		some.map(({ event }) => event).join(", ") || "nothing";
	const told = [
		`No ${name ?? "event"} arrived within ${timeout} ms.`,
		`What did: ${list(received)}.`,
	];
	if (received.length > waiting.length)
		told.push(`Of these, not taken yet: ${list(waiting)}.`);
	if (refused > 0) told.push(`${refused} more with a wrong signature.`);
	if (name !== undefined && !events.includes(name))
		told.push(`The inbox is not for ${name}: name it when you open it.`);
	return told.join(" ");
}
