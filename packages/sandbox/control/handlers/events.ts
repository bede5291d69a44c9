/** Events: listing, sending and resending them. */

import {
	type Description,
	type Node,
	readEvents,
	type WebhookEvent,
} from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import { toViolations } from "@lomi/spec/validation";
import { sql } from "kysely";
import type { Database } from "../../db/database.ts";
import { parseStored } from "../../db/stored-json.ts";
import type { EventRow } from "../../db/tables.ts";
import { valuesOf } from "../../db/values.ts";
import type { Engine, NewEvent } from "../../engine/engine.ts";
import type { EventName } from "../../schema-types.ts";
import { nextTurn } from "../../timers.ts";
import {
	answerWith,
	type ControlContextOf,
	type ControlHandlers,
	refuseAs,
} from "../context.ts";
import { readPasted } from "../listing/pasted.ts";
import { refusePosition } from "../listing/unknown-position.ts";
import { pollUntil, readWait } from "../long-poll.ts";
import { merchantOf } from "../merchants.ts";

/** Latest events that are searched. */
const MOST_SEARCHED = 100_000;
/** Events that are searched before requests have their turn: their bodies are long. */
const SLICE = 4_000;

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

	const sequenceOf = async (
		context: ControlContextOf<"listEvents">,
		event_id: string,
	) => {
		const row = await database
			.selectFrom("events")
			.select("sequence")
			.where("event_id", "=", event_id)
			.executeTakeFirst();
		return row?.sequence ?? refusePosition(context, event_id);
	};

	/** The sequence number after which the requested events start. */
	const startOf = async (context: ControlContextOf<"listEvents">) => {
		const { after, since, wait } = context.query;
		if (after !== undefined) return sequenceOf(context, after);
		if (wait === undefined || since !== undefined) return 0;
		return lastSequence();
	};

	const lastSequence = async () => {
		const last = await database
			.selectFrom("events")
			.select(({ fn }) => fn.max("sequence").as("sequence"))
			.executeTakeFirst();
		return last?.sequence ?? 0;
	};

	/** One more than the limit, which says whether there is another page. */
	const find = async (
		{ query, signal }: ControlContextOf<"listEvents">,
		start: number,
		end = Number.MAX_SAFE_INTEGER,
	): Promise<EventRow[]> => {
		const { search, limit } = query;
		const wanted = limit + 1;
		if (!search) return select(query, start, end).limit(wanted).execute();
		const spellings = spellingsOf(readPasted(search));
		const last = await lastSequence();
		const first = Math.max(start, last - MOST_SEARCHED);
		const found: EventRow[] = [];
		for (let to = Math.min(end, last + 1); to > first + 1; to -= SLICE) {
			if (found.length >= wanted || signal.aborted) break;
			const slice = select(query, Math.max(first, to - SLICE - 1), to)
				.where(({ or }) =>
					or(
						spellings.map((each) => sql<boolean>`instr(payload, ${each}) > 0`),
					),
				)
				.limit(wanted - found.length);
			found.push(...(await slice.execute()));
			await nextTurn();
		}
		return found;
	};

	/** Events between two sequence numbers, the latest first. */
	const select = (
		{ event, merchant_id, since }: ControlContextOf<"listEvents">["query"],
		after: number,
		before: number,
	) => {
		let rows = database
			.selectFrom("events")
			.selectAll()
			.where("sequence", ">", after)
			.where("sequence", "<", before)
			.orderBy("sequence", "desc");
		if (event) rows = rows.where("event_type", "=", event);
		if (merchant_id) rows = rows.where("merchant_id", "=", merchant_id);
		if (since) rows = rows.where("created_at", ">=", since);
		return rows;
	};

	/** How far events have come, by their ID. */
	const findStates = async (rows: EventRow[]) => {
		const deliveries = await database
			.selectFrom("deliveries")
			.select(["event_id", "webhook_id", "status"])
			.where("event_id", "in", valuesOf(rows.map(({ event_id }) => event_id)))
			.orderBy("webhook_id")
			.execute();
		return Map.groupBy(deliveries, ({ event_id }) => event_id);
	};

	return {
		async listEvents(context) {
			const time = readWait(context);
			const { before, limit } = context.query;
			const start = await startOf(context);
			const end =
				before === undefined ? undefined : await sequenceOf(context, before);
			const look = () => find(context, start, end);
			const found =
				time === undefined
					? await look()
					: await pollUntil(engine, ending, time, look);
			const rows = found.slice(0, limit);
			const states = await findStates(rows);
			return {
				data: rows.map((row) => ({
					...serializeEvent(row),
					deliveries: (states.get(row.event_id) ?? []).map(
						({ webhook_id, status }) => ({ webhook_id, status }),
					),
				})),
				extra: {
					next: found.length > limit ? (rows.at(-1)?.event_id ?? null) : null,
				},
			};
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

/** Ways to write a text, by its apostrophes. Everything else is as it stands in the body. */
function spellingsOf(text: string): string[] {
	return [
		...new Set([
			text,
			...["'", "’"].map((mark) => text.replaceAll(/['’]/g, mark)),
		]),
	];
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
