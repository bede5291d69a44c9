/** Transactional outbox: an event is written in the transaction of its change, and delivered afterwards. */

import {
	authorizableEvents,
	type Description,
	idPrefixes,
	readEvents,
	testServer,
} from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import { violationOf } from "../conformance.ts";
import { prepare, prepareInsert } from "../db/statements.ts";
import { parseStored } from "../db/stored-json.ts";
import type { DeliveryRow, EventRow, Owner, Tables } from "../db/tables.ts";
import type { Random } from "../random.ts";
import type { EventName } from "../schema-types.ts";
import { ActionError, type NewEvent } from "./engine.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export interface Outbox {
	/**
	 * Writes an event, and a delivery for each of the organization's endpoints that subscribes to it.
	 *
	 * @param data The API's object.
	 * @throws If the event violates the description, which rolls the change back.
	 */
	emit(
		work: UnitOfWork,
		owner: Owner,
		type: EventName,
		data: object,
	): Promise<NewEvent>;
	/** Writes an event for a single endpoint, without scheduling its delivery. */
	prepare(
		work: UnitOfWork,
		owner: Owner,
		type: EventName,
		data: object,
		webhook_id: string,
	): Promise<NewEvent>;
	/** Schedules a redelivery for a log entry. If its event is older than the sandbox, it is written first. */
	deliverAgain(
		work: UnitOfWork,
		owner: Owner,
		log: Pick<
			Tables["delivery_logs"],
			"webhook_id" | "event_type" | "payload" | "attempt_number"
		>,
	): Promise<void>;
	/** Schedules a redelivery to the event's endpoints, or to one of the organization's. */
	resend(
		work: UnitOfWork,
		event_id: string,
		webhook_id?: string,
	): Promise<EventRow>;
	/** Calls back on each event with the endpoints that it is for, before its transaction is committed or rolled back. */
	onEvent(listener: (webhook_ids: string[]) => void): void;
}

interface OutboxParts {
	document: Description;
	check: SchemaCheck;
	random: Random;
	/** Whether an event of an ISO 8601 time is kept. */
	keepsEvent?: ((at: string) => boolean) | undefined;
}

export function createOutbox({
	document,
	check,
	random,
	keepsEvent = () => true,
}: OutboxParts): Outbox {
	const prefix = idPrefixes(document).event;
	const environment = testServer(document)["x-environment"];
	const authorizable = authorizableEvents(document);
	const schemas = new Map<string, string>(
		readEvents(document).map(({ name, body }) => [name, body.schema]),
	);
	let notify: (webhook_ids: string[]) => void = () => {};
	const endpointsOf = prepare<{ organization_id: string }>()(
		(database, { organization_id }) =>
			database
				.selectFrom("webhooks")
				.select(["id", "events"])
				.where("organization_id", "=", organization_id)
				.where("active", "=", 1),
	);
	const insertEvent = prepare<NewEvent>()((database, event) =>
		database
			.insertInto("events")
			.values({
				event_id: event.event_id,
				merchant_id: event.merchant_id,
				organization_id: event.organization_id,
				event_type: event.event_type,
				payload: event.payload,
				created_at: event.created_at,
			})
			.returning("sequence"),
	);
	const insertDelivery = prepareInsert("deliveries");

	/** Creates an event, and writes it with its deliveries. */
	const write = async (
		{ on, at, caused }: UnitOfWork,
		owner: Owner,
		type: EventName,
		data: object,
		isFor: (endpoint: { id: string; events: string }) => boolean,
		delivery: Pick<Tables["deliveries"], "status" | "due_at">,
	): Promise<{ event: NewEvent; webhook_ids: string[] }> => {
		const body = {
			id: `${prefix}${random.hex(12)}`,
			event: type,
			timestamp: at,
			data,
			lomi_environment: environment,
		};
		const event: NewEvent = {
			event_id: body.id,
			merchant_id: owner.merchant_id,
			organization_id: owner.organization_id,
			event_type: type,
			payload: "",
			created_at: at,
		};
		if (!keepsEvent(at)) return { event, webhook_ids: [] };
		const schema = schemas.get(type);
		const fault = schema && violationOf(check, schema, body);
		if (fault) throw new Error(`The event ${type} ${fault}`);
		event.payload = JSON.stringify(body);
		caused?.push(event.event_id);
		const [{ sequence }] = (await insertEvent(on, event)) as [
			{ sequence: number },
		];
		const endpoints = (await endpointsOf(on, owner)).filter(isFor);
		for (const { id } of endpoints)
			await insertDelivery(on, {
				...delivery,
				event_id: event.event_id,
				webhook_id: id,
				sequence,
				attempts: 0,
				updated_at: at,
			});
		return { event, webhook_ids: endpoints.map(({ id }) => id) };
	};

	return {
		async emit(work, owner, type, data) {
			const subscribes = ({ events }: { events: string }) =>
				!authorizable.includes(type) ||
				(parseStored(events) as string[]).includes(type);
			const { event, webhook_ids } = await write(
				work,
				owner,
				type,
				data,
				subscribes,
				{ status: "waiting", due_at: work.at },
			);
			notify(webhook_ids);
			return event;
		},
		async prepare(work, owner, type, data, webhook_id) {
			const isIt = ({ id }: { id: string }) => id === webhook_id;
			const { event, webhook_ids } = await write(
				work,
				owner,
				type,
				data,
				isIt,
				{ status: "failed", due_at: null },
			);
			// An inactive endpoint can be tested as well.
			if (webhook_ids.length === 0)
				await work.on
					.insertInto("deliveries")
					.values({
						event_id: event.event_id,
						webhook_id,
						status: "failed",
						attempts: 0,
						due_at: null,
						updated_at: work.at,
					})
					.execute();
			return event;
		},
		async deliverAgain({ on, at }, owner, log) {
			const { webhook_id, event_type, payload } = log;
			const { id: event_id, timestamp } = parseStored(payload);
			await on
				.insertInto("events")
				.values({
					event_id,
					merchant_id: owner.merchant_id,
					organization_id: owner.organization_id,
					event_type,
					payload,
					created_at: timestamp,
				})
				.onConflict((conflict) => conflict.doNothing())
				.execute();
			await queue({ on, at }, event_id, webhook_id, log.attempt_number);
			notify([webhook_id]);
		},
		async resend(work, event_id, webhook_id) {
			const { on, at } = work;
			const event = await on
				.selectFrom("events")
				.selectAll()
				.where("event_id", "=", event_id)
				.executeTakeFirst();
			if (!event)
				throw new ActionError(
					"unknown",
					`There is no event with ID \`${event_id}\`.`,
				);
			const { organization_id } = event;
			if (webhook_id) {
				const webhook = await on
					.selectFrom("webhooks")
					.select("id")
					.where("id", "=", webhook_id)
					.where("organization_id", "=", organization_id)
					.executeTakeFirst();
				if (!webhook)
					throw new ActionError(
						"unknown",
						`The event's organization has no webhook with ID \`${webhook_id}\`.`,
					);
				await queue(work, event_id, webhook_id, 0);
			} else
				await on
					.updateTable("deliveries")
					.set(({ eb }) => ({
						status: "waiting",
						due_at: at,
						updated_at: at,
						queued: eb("queued", "+", 1),
					}))
					.where("event_id", "=", event_id)
					.execute();
			const deliveries = await on
				.selectFrom("deliveries")
				.select("webhook_id")
				.where("event_id", "=", event_id)
				.execute();
			notify(deliveries.map((each) => each.webhook_id));
			return event;
		},
		onEvent(listener) {
			notify = listener;
		},
	};
}

/** Schedules a delivery now. @param attempts Those before, if the delivery isn't known. */
async function queue(
	{ on, at }: UnitOfWork,
	event_id: string,
	webhook_id: string,
	attempts: number,
): Promise<void> {
	const queued: Pick<DeliveryRow, "status" | "due_at" | "updated_at"> = {
		status: "waiting",
		due_at: at,
		updated_at: at,
	};
	await on
		.insertInto("deliveries")
		.values(({ selectFrom }) => ({
			...queued,
			event_id,
			webhook_id,
			attempts,
			sequence: selectFrom("events")
				.select("sequence")
				.where("event_id", "=", event_id),
		}))
		.onConflict((conflict) =>
			conflict
				.columns(["event_id", "webhook_id"])
				.doUpdateSet(({ eb, ref }) => ({
					...queued,
					queued: eb(ref("deliveries.queued"), "+", 1),
				})),
		)
		.execute();
}
