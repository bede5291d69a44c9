/** Sends an event to an endpoint, signed, and logs what became of it. */
import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import { sql } from "kysely";
import {
	type Description,
	readEvents,
	signatureHeader,
} from "../../description/operations.ts";
import type { Tables } from "../data/tables.ts";
import type { Context } from "../http/context.ts";
import { uuid } from "../random.ts";

/** What is delivered. */
export interface Delivery {
	event_type: string;
	/** The body, as it is signed and sent. */
	payload: string;
}

/** What became of an attempt. */
export interface Attempt {
	success: boolean;
	/** Null where the endpoint did not answer. */
	response_status: number | null;
	request_duration_ms: number | null;
	/** Why it did not answer, where that isn't only for taking too long. */
	reason?: string;
	/** Undefined where the endpoint was deleted meanwhile. */
	log_id?: string;
}

/** Milliseconds that an endpoint has to answer. */
const TIMEOUT = 10_000;

/** Makes the function that delivers, once, and logs it. */
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
		context: Context,
		webhook: Pick<Tables["webhooks"], "id" | "url" | "secret">,
		delivery: Delivery,
	): Promise<Attempt> => {
		const { event_type, payload } = delivery;
		const start = context.clock.now().getTime();
		const { status, reason } = await send(webhook.url, payload, {
			...constants,
			"Content-Type": "application/json",
			[eventHeader]: event_type,
			[signature]: createHmac("sha256", webhook.secret)
				.update(payload)
				.digest("hex"),
		});
		const duration = context.clock.now().getTime() - start;
		const attempt: Attempt = {
			success: status !== null && status >= 200 && status < 300,
			response_status: status,
			request_duration_ms: status === null ? null : duration,
			...(reason && { reason }),
		};
		const log_id = await log(context, webhook.id, delivery, attempt);
		return { ...attempt, ...(log_id && { log_id }) };
	};
}

/** Keeps an attempt, unless the endpoint was deleted meanwhile: one statement, since nothing holds the endpoint while it is called. */
async function log(
	{ database, clock, random }: Context,
	webhook: string,
	{ event_type, payload }: Delivery,
	{ success, response_status, request_duration_ms }: Attempt,
): Promise<string | undefined> {
	const row = await database
		.insertInto("delivery_logs")
		.columns([
			"id",
			"webhook_id",
			"event_type",
			"attempt_number",
			"success",
			"response_status",
			"response_body_truncated",
			"request_duration_ms",
			"payload_present",
			"created_at",
			"payload",
		])
		.expression((build) =>
			build
				.selectFrom("webhooks")
				.where("webhooks.id", "=", webhook)
				.select(({ selectFrom, val }) => [
					val(uuid(random)).as("id"),
					"webhooks.id as webhook_id",
					val(event_type).as("event_type"),
					// One more than there are of this event, which is what the body says it is.
					selectFrom("delivery_logs as earlier")
						.whereRef("earlier.webhook_id", "=", "webhooks.id")
						.where("earlier.payload", "=", payload)
						.select(sql<number>`count(*) + 1`.as("number"))
						.as("attempt_number"),
					val(success ? 1 : 0).as("success"),
					val(response_status).as("response_status"),
					// No body of an answer is kept.
					val(0).as("response_body_truncated"),
					val(request_duration_ms).as("request_duration_ms"),
					val(1).as("payload_present"),
					val(clock.now().toISOString()).as("created_at"),
					val(payload).as("payload"),
				]),
		)
		.returning("id")
		.executeTakeFirst();
	return row?.id;
}

/** Posts a body. Never follows a redirect, and never calls another machine. */
async function send(
	url: string,
	body: string,
	headers: Record<string, string>,
): Promise<{ status: number | null; reason?: string }> {
	try {
		const { hostname } = new URL(url);
		if (!isThisMachine(hostname))
			return {
				status: null,
				reason: `The sandbox calls addresses of this machine only, and not ${hostname}.`,
			};
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
		const { name, cause, message } = error as Error;
		if (name === "TimeoutError") return { status: null };
		return { status: null, reason: (cause as Error)?.message ?? message };
	}
}

function isThisMachine(hostname: string): boolean {
	const name = hostname.replace(/^\[|\]$/g, "");
	return isIP(name) > 0
		? /^(127\.|::1$)/.test(name)
		: name === "localhost" || name.endsWith(".localhost");
}
