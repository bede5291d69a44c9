/** Events: listing, sending and resending them. */

import {
	type Description,
	type Node,
	readEvents,
	type WebhookEvent,
} from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import { toViolations } from "@lomi/spec/validation";
import { parseStored } from "../../db/data-file.ts";
import type { Database } from "../../db/sqlite.ts";
import type { EventRow } from "../../db/tables.ts";
import type { Engine, NewEvent } from "../../engine/engine.ts";
import type { EventName } from "../../schema-types.ts";
import {
	answerWith,
	type ControlContextOf,
	type ControlHandlers,
	refuseAs,
} from "../context.ts";
import { pollUntil, readWait } from "../long-poll.ts";
import { merchantOf } from "../merchants.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	/** Validates against the schemas of the API. */
	check: SchemaCheck;
	database: Database;
	engine: Pick<Engine, "listen" | "send" | "resend">;
	/** Aborted when the sandbox closes: requests that wait are answered then. */
	ending: AbortSignal;
}

export function events({
	api,
	check,
	database,
	engine,
	ending,
}: Parts): ControlHandlers {
	const known = readEvents(api);

	/** The sequence number after which the requested events start. */
	const startOf = async (context: ControlContextOf<"listEvents">) => {
		const { after, since, wait } = context.query;
		if (after !== undefined) {
			const row = await database
				.selectFrom("events")
				.select("sequence")
				.where("event_id", "=", after)
				.executeTakeFirst();
			return row?.sequence ?? refuseAs(context, 404, unknownEvent(after));
		}
		if (wait === undefined || since !== undefined) return 0;
		const last = await database
			.selectFrom("events")
			.select(({ fn }) => fn.max("sequence").as("sequence"))
			.executeTakeFirst();
		return last?.sequence ?? 0;
	};

	const find = (
		{ query }: ControlContextOf<"listEvents">,
		start: number,
	): Promise<EventRow[]> => {
		const { event, merchant_id, since, limit } = query;
		let rows = database
			.selectFrom("events")
			.selectAll()
			.where("sequence", ">", start);
		if (event) rows = rows.where("event_type", "=", event);
		if (merchant_id) rows = rows.where("merchant_id", "=", merchant_id);
		if (since) rows = rows.where("created_at", ">=", since);
		return rows.orderBy("sequence", "desc").limit(limit).execute();
	};

	return {
		async listEvents(context) {
			const time = readWait(context);
			const start = await startOf(context);
			const rows =
				time === undefined
					? await find(context, start)
					: await pollUntil(engine, ending, time, () => find(context, start));
			return { data: rows.map(serializeEvent) };
		},

		async sendEvent(context) {
			const { event, data = {} } = context.body;
			const { merchant_id } = await merchantOf({ api, database }, context);
			const definition =
				known.find(({ name }) => name === event) ??
				refuseAs(
					context,
					400,
					`There is no event ${event}. Send ${known
						.slice(0, 2)
						.map(({ name }) => name)
						.join(", ")} or another one of the description.`,
				);
			const body = exampleOf(definition);
			body.data = merge(body.data, data);
			const [violation] = toViolations(check(definition.body.schema, body), "");
			if (violation) refuseAs(context, 400, violation.details);
			return answerWith(context, serializeEvent, (verify) =>
				engine.send(
					merchant_id,
					definition.name as EventName,
					body.data,
					verify,
				),
			);
		},

		resendEvent(context) {
			const { path, body } = context;
			return answerWith(context, serializeEvent, (verify) =>
				engine.resend(path.event_id, body.webhook_id, verify),
			);
		},
	};
}

/** An event as the control plane shows it. */
export function serializeEvent({
	sequence: _,
	payload,
	...row
}: NewEvent & { sequence?: number }) {
	return { ...row, payload: parseStored(payload) };
}

function unknownEvent(id: string): string {
	return `There is no event with ID \`${id}\`.`;
}

function exampleOf({ body }: WebhookEvent): Node {
	return structuredClone(body.examples[0]?.value) as Node;
}

/** Deep merge: the fields of `from` win. */
function merge(into: Node, from: Node): Node {
	const merged = Object.entries(from).map(([name, value]) => [
		name,
		isObject(value) && isObject(into[name]) ? merge(into[name], value) : value,
	]);
	return { ...into, ...Object.fromEntries(merged) };
}

function isObject(value: unknown): value is Node {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
