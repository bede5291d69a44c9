/** Transactional outbox: an event is written in the transaction of its change, and delivered afterwards. */

import {
	type Description,
	idPrefixes,
	readEvents,
	testServer,
} from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import { sql } from "kysely";
import { violationOf } from "../conformance.ts";
import type { EventRow, Owner, Tables } from "../db/tables.ts";
import type { Random } from "../random.ts";
import type { DeliveryStatus, EventName } from "../schema-types.ts";
import { ActionError } from "./engine.ts";
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
	): Promise<EventRow>;
	/** Writes an event for a single endpoint, without scheduling its delivery. */
	prepare(
		work: UnitOfWork,
		owner: Owner,
		type: EventName,
		data: object,
		webhook_id: string,
	): Promise<EventRow>;
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
	/** Calls back soon after each event, when its transaction is committed or rolled back. */
	onEvent(listener: () => void): void;
}

/** The status of a delivery with an attempt to come. */
const WAITING: DeliveryStatus = "waiting";

/** A delivery without attempts. */
const NEW = { status: WAITING, attempts: 0 };

interface OutboxParts {
	document: Description;
	check: SchemaCheck;
	random: Random;
}

export function createOutbox({ document, check, random }: OutboxParts): Outbox {
	const prefix = idPrefixes(document).event;
	const environment = testServer(document)["x-environment"];
	const schemas = new Map<string, string>(
		readEvents(document).map(({ name, body }) => [name, body.schema]),
	);
	let notify = () => {};

	const write = async (
		{ on, at }: UnitOfWork,
		owner: Owner,
		type: EventName,
		data: object,
	) => {
		const body = {
			id: `${prefix}${random.hex(12)}`,
			event: type,
			timestamp: at,
			data,
			lomi_environment: environment,
		};
		const schema = schemas.get(type);
		const fault = schema && violationOf(check, schema, body);
		if (fault) throw new Error(`The event ${type} ${fault}`);
		return on
			.insertInto("events")
			.values({
				event_id: body.id,
				merchant_id: owner.merchant_id,
				organization_id: owner.organization_id,
				event_type: type,
				payload: JSON.stringify(body),
				created_at: at,
			})
			.returningAll()
			.executeTakeFirstOrThrow();
	};

	return {
		async emit(work, owner, type, data) {
			const { on, at } = work;
			const event = await write(work, owner, type, data);
			await on
				.insertInto("deliveries")
				.columns([
					"event_id",
					"webhook_id",
					"status",
					"attempts",
					"due_at",
					"updated_at",
				])
				.expression((build) =>
					build
						.selectFrom("webhooks")
						.select(({ val }) => [
							val(event.event_id).as("event_id"),
							"id as webhook_id",
							val(NEW.status).as("status"),
							val(NEW.attempts).as("attempts"),
							val(at).as("due_at"),
							val(at).as("updated_at"),
						])
						.where("organization_id", "=", owner.organization_id)
						.where("active", "=", 1)
						.where(
							sql<boolean>`exists (select 1 from json_each(events) where value = ${type})`,
						),
				)
				.execute();
			notify();
			return event;
		},
		async prepare(work, owner, type, data, webhook_id) {
			const event = await write(work, owner, type, data);
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
			const { id: event_id, timestamp } = JSON.parse(payload);
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
			const queued = { status: WAITING, due_at: at, updated_at: at };
			await on
				.insertInto("deliveries")
				.values({
					...queued,
					event_id,
					webhook_id,
					attempts: log.attempt_number,
				})
				.onConflict((conflict) =>
					conflict.columns(["event_id", "webhook_id"]).doUpdateSet(queued),
				)
				.execute();
			notify();
		},
		async resend({ on, at }, event_id, webhook_id) {
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
				await on
					.insertInto("deliveries")
					.values({ ...NEW, event_id, webhook_id, due_at: at, updated_at: at })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
			}
			await on
				.updateTable("deliveries")
				.set({ status: "waiting", due_at: at, updated_at: at })
				.where("event_id", "=", event_id)
				.$if(webhook_id !== undefined, (query) =>
					query.where("webhook_id", "=", webhook_id as string),
				)
				.execute();
			notify();
			return event;
		},
		onEvent(listener) {
			notify = listener;
		},
	};
}
