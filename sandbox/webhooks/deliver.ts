/** Sends an event to an endpoint, signed, and logs what became of it. */
import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import {
	type Description,
	readEvents,
	signatureHeader,
} from "../../description/operations.ts";
import type { Tables } from "../data/tables.ts";
import type { Context } from "../http/context.ts";
import { uuid } from "../random.ts";

/** An attempt to deliver an event. */
export interface Attempt {
	event_type: string;
	/** From 1. */
	attempt_number: number;
	/** The body, as it is signed and sent. */
	payload: string;
}

/** Milliseconds that an endpoint has to answer. */
const TIMEOUT = 10_000;

/** Makes the function that delivers: it gives the log entry, and why nothing was sent, if so. */
export function createDeliver(document: Description) {
	const signature = signatureHeader(document);
	const [event] = readEvents(document);
	const constants = Object.fromEntries(
		(event?.parameters ?? [])
			.filter(({ schema }) => schema.const !== undefined)
			.map(({ name, schema }) => [name, schema.const]),
	);
	const [eventHeader = ""] = Object.keys(constants).filter(
		(name) => constants[name] === event?.name,
	);

	return async (
		{ database, clock, random }: Context,
		webhook: Pick<Tables["webhooks"], "id" | "url" | "secret">,
		{ event_type, attempt_number, payload }: Attempt,
	): Promise<{ log: Tables["delivery_logs"]; reason?: string }> => {
		const start = performance.now();
		const { status, reason } = await send(webhook.url, payload, {
			...constants,
			"Content-Type": "application/json",
			[eventHeader]: event_type,
			[signature]: createHmac("sha256", webhook.secret)
				.update(payload)
				.digest("hex"),
		});
		const success = status !== null && status >= 200 && status < 300;
		const log = await database
			.insertInto("delivery_logs")
			.values({
				id: uuid(random),
				webhook_id: webhook.id,
				event_type,
				attempt_number,
				success: success ? 1 : 0,
				response_status: status,
				response_body_truncated: 0,
				request_duration_ms: Math.round(performance.now() - start),
				payload_present: 1,
				created_at: clock.now().toISOString(),
				payload,
			})
			.returningAll()
			.executeTakeFirstOrThrow();
		return { log, ...(reason && { reason }) };
	};
}

/** Posts a body. Never follows a redirect, and never calls another machine. */
async function send(
	url: string,
	body: string,
	headers: Record<string, string>,
): Promise<{ status: number | null; reason?: string }> {
	const { hostname } = new URL(url);
	if (!isThisMachine(hostname))
		return {
			status: null,
			reason: `The sandbox calls addresses of this machine only, and not ${hostname}.`,
		};
	try {
		const response = await fetch(url, {
			method: "POST",
			headers,
			body,
			redirect: "manual",
			signal: AbortSignal.timeout(TIMEOUT),
		});
		await response.body?.cancel();
		return { status: response.status };
	} catch (error) {
		const { cause, message } = error as Error;
		return { status: null, reason: (cause as Error)?.message ?? message };
	}
}

function isThisMachine(hostname: string): boolean {
	const name = hostname.replace(/^\[|\]$/g, "");
	return isIP(name) > 0
		? /^(127\.|::1$)/.test(name)
		: name === "localhost" || name.endsWith(".localhost");
}
