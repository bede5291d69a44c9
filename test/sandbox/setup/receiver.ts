/** A webhook endpoint: records deliveries, verified by the client, and answers as the test wants. */
import { once } from "node:events";
import {
	createServer,
	type IncomingHttpHeaders,
	type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { WebhookEvent } from "../../../packages/client/index.ts";
import { verifyWebhook } from "../../../packages/client/webhooks.ts";
import {
	readEvents,
	signatureHeader,
} from "../../../packages/spec/operations.ts";
import { document, violations } from "../../bundle.ts";
import type { RunningSandbox } from "./sandbox.ts";

export interface Delivered {
	event: WebhookEvent;
	headers: IncomingHttpHeaders;
	body: string;
}

export interface Receiver {
	url: string;
	/** Its ID in the sandbox. */
	id: string;
	/** Deliveries in order of arrival. */
	deliveries: Delivered[];
	/** Names of the delivered events. */
	names(): string[];
	close(): Promise<void>;
}

const SIGNATURE = signatureHeader(document).toLowerCase();
const EVENTS = readEvents(document);
/** All events but the test event. */
export const EVENT_NAMES = EVENTS.map(({ name }) => name).filter(
	(name) => name !== "test.webhook",
);

/**
 * Starts an endpoint and registers it with the first merchant.
 *
 * @param answer Default: 200.
 */
export async function startReceiver(
	{ lomi }: Pick<RunningSandbox, "lomi">,
	answer: (response: ServerResponse, delivered: Delivered) => void = (
		response,
	) => response.end(),
	events: string[] = EVENT_NAMES,
): Promise<Receiver> {
	const deliveries: Delivered[] = [];
	let secret = "";
	const server = createServer(async (request, response) => {
		const body = await text(request);
		const event = (await verifyWebhook({
			body,
			secret,
			signature: String(request.headers[SIGNATURE]),
		})) as WebhookEvent;
		const described = EVENTS.find(({ name }) => name === event.event);
		const wrong = violations(described?.body.schema ?? "", event);
		if (wrong.length > 0) throw new Error(`${event.event}: ${wrong.join()}`);
		const delivered = { event, headers: request.headers, body };
		deliveries.push(delivered);
		answer(response, delivered);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lomi`;
	const created = await lomi.webhooks.create({
		url,
		authorized_events: events as never,
	});
	secret = created.secret;
	return {
		url,
		id: created.data.id,
		deliveries,
		names: () => deliveries.map(({ event }) => event.event),
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}
