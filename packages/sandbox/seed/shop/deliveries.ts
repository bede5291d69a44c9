/** A merchant's endpoint, and the delivery logs of the latest events. */
import type { Description } from "@lomi/spec";
import type { webhooks } from "lomi-openapi/schema";
import { chance, pick, type Random, uuid } from "../../random.ts";
import type { Write } from "../bulk-insert.ts";
import type { SeededMerchant } from "../merchants.ts";
import { iso, MINUTE, type Period } from "./calendar.ts";
import type { Shop } from "./catalogue.ts";

export interface Endpoint {
	id: string;
	events: string[];
	/** When it was registered. Earlier events weren't sent to it. */
	since: number;
}

export interface DeliveryParts extends Period {
	document: Description;
	random: Random;
	write: Write;
}

/** An event. */
export interface Event {
	name: keyof webhooks;
	at: number;
	/** The API's object. */
	data: object;
}

/** Writes an endpoint that subscribes to everything but test events. */
export async function seedEndpoint(
	{ document, random, since, write }: DeliveryParts,
	{ organization_id }: SeededMerchant,
	{ site }: Shop,
): Promise<Endpoint> {
	const id = `wh_${random.hex(8)}`;
	const events = Object.entries(document.webhooks)
		.filter(([, { post }]) => post.tags[0] !== "Webhooks")
		.map(([name]) => name);
	await write("webhooks", {
		id,
		organization_id,
		url: `${site}/api/lomi`,
		events: JSON.stringify(events),
		active: 1,
		description: "Comptabilité",
		secret: `whsec_${random.hex(24)}`,
		created_at: iso(since),
		updated_at: iso(since),
	});
	return { id, events, since };
}

/** Minutes from the event to each attempt: one immediately, and three retries within about six hours. */
const ATTEMPTS = [0, 16, 107, 360];
const FAILURES = [500, 502, 503, null];

/** Writes the delivery logs of an event for each endpoint that subscribes to it. */
export async function seedDeliveries(
	{ random, now, write }: DeliveryParts,
	endpoints: Endpoint[],
	environment: string,
	{ name, at, data }: Event,
): Promise<void> {
	const payload = JSON.stringify({
		id: `evt_${random.hex(12)}`,
		event: name,
		timestamp: iso(at),
		data,
		lomi_environment: environment,
	});
	for (const { id, events, since } of endpoints) {
		if (!events.includes(name) || at < since) continue;
		const failures = failuresOf(random);
		for (const [index, minutes] of ATTEMPTS.entries()) {
			const time = at + minutes * MINUTE + random.int(200, 900);
			if (index > failures || time > now) break;
			const success = index === failures;
			const response_status = success ? 200 : pick(random, FAILURES);
			await write("delivery_logs", {
				id: uuid(random),
				webhook_id: id,
				event_type: name,
				attempt_number: index + 1,
				success: success ? 1 : 0,
				response_status,
				response_body_truncated: !success && chance(random, 20) ? 1 : 0,
				request_duration_ms:
					response_status === null ? null : random.int(35, 900),
				payload_present: 1,
				created_at: iso(time),
				payload,
			});
		}
	}
}

/** Number of failed attempts before success: none, some, or all. */
function failuresOf(random: Random): number {
	if (chance(random, 84)) return 0;
	return random.int(1, ATTEMPTS.length);
}
