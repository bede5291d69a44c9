/** Writes down the results of attempts, in batches: a transaction for each would take longer than the attempts. */
import { CompiledQuery } from "kysely";
import { later } from "../clock.ts";
import type { Connection, Database } from "../db/database.ts";
import { prepare, prepareInsert } from "../db/statements.ts";
import type { DeliveryRow } from "../db/tables.ts";
import type { RunInTransaction } from "../engine/unit-of-work.ts";
import { type Random, uuid } from "../random.ts";
import { nextTurn } from "../timers.ts";
import type { CallResult } from "./call.ts";
import type { PendingDelivery } from "./delivery-queries.ts";
import type { ResponseText } from "./response-text.ts";

/** Seconds between attempts. */
export type RetryDelays = readonly number[];

/** The result of an attempt. */
export interface AttemptResult extends CallResult {
	success: boolean;
	request_duration_ms: number | null;
}

/** An attempt to write down. */
export interface MadeAttempt {
	delivery: PendingDelivery;
	result: AttemptResult;
	/** When it ended, in ISO 8601. */
	at: string;
	/** True if the sandbox cut it off: it stays due. */
	isCutOff: boolean;
}

/** What was written. Nothing if the endpoint was deleted meanwhile. */
export interface WrittenAttempt {
	row?: DeliveryRow;
	log_id?: string;
}

export interface AttemptWriter {
	/** Logs an attempt and schedules the next one, soon. Rejects if that can't be written. */
	write(attempt: MadeAttempt): Promise<WrittenAttempt>;
	/** Resolves once all attempts are written; undefined if they are. */
	pending(): Promise<void> | undefined;
	/** Resolves once all attempts are written. What arrives of their responses later is dropped. */
	close(): Promise<void>;
}

const SAVE = CompiledQuery.raw("SAVEPOINT attempt");
const UNDO = CompiledQuery.raw("ROLLBACK TO attempt");
const RELEASE = CompiledQuery.raw("RELEASE attempt");

interface Parts {
	transaction: RunInTransaction;
	random: Random;
	retries: RetryDelays;
	/** Called once for all attempts that couldn't be written together. */
	onFault: (error: Error) => void;
}

export function createAttemptWriter({
	transaction,
	random,
	retries,
	onFault,
}: Parts): AttemptWriter {
	const queue: {
		attempt: MadeAttempt;
		resolve: (written: WrittenAttempt) => void;
		reject: (error: Error) => void;
	}[] = [];
	/** Starts of responses that arrived after their attempt was written. */
	const late: { log_id: string; response_text: string }[] = [];
	let writing: Promise<void> | undefined;
	let isClosed = false;
	type Result = Pick<
		DeliveryRow,
		| "event_id"
		| "webhook_id"
		| "attempts"
		| "response_status"
		| "reason"
		| "updated_at"
	>;
	const updateAttempt = (on: Database, row: Result) =>
		on
			.updateTable("deliveries")
			.set({
				attempts: row.attempts,
				response_status: row.response_status,
				reason: row.reason,
				updated_at: row.updated_at,
			})
			.where("event_id", "=", row.event_id)
			.where("webhook_id", "=", row.webhook_id)
			.returningAll();
	const writeAttempt = prepare<Result>()(updateAttempt);
	const writeEnd = prepare<
		Result & Pick<DeliveryRow, "status" | "due_at" | "queued">
	>()((on, row) =>
		updateAttempt(on, row)
			.set({ status: row.status, due_at: row.due_at })
			.where("queued", "=", row.queued),
	);
	const insertLog = prepareInsert("delivery_logs");
	const updateText = prepare<(typeof late)[number]>()((on, values) =>
		on
			.updateTable("delivery_logs")
			.set({ response_text: values.response_text })
			.where("id", "=", values.log_id),
	);
	/** Logs an attempt and schedules the next one. No row if the endpoint was deleted meanwhile. */
	const writeOne = async (
		on: Connection,
		{ delivery, result, at, isCutOff }: MadeAttempt,
	): Promise<WrittenAttempt> => {
		const { event_id, webhook_id, attempts, due_at } = delivery;
		const { success, status, request_duration_ms, reason = null } = result;
		const response_text = result.text?.soFar() ?? null;
		const rest = result.text?.rest();
		const delay = due_at === null ? undefined : retries[attempts];
		const isOver = success || delay === undefined;
		const next: Pick<DeliveryRow, "status" | "attempts" | "due_at"> = isCutOff
			? { status: delivery.status, attempts, due_at }
			: {
					status: success ? "delivered" : isOver ? "failed" : "waiting",
					attempts: attempts + 1,
					due_at: isOver ? null : later(at, 1000 * delay),
				};
		const attempt = {
			...next,
			queued: delivery.queued,
			response_status: status,
			reason,
			updated_at: at,
			event_id,
			webhook_id,
		};
		const [row = (await writeAttempt(on, attempt))[0]] = await writeEnd(
			on,
			attempt,
		);
		if (!row) return {};
		const log_id = uuid(random);
		await insertLog(on, {
			id: log_id,
			webhook_id,
			event_type: delivery.event_type,
			attempt_number: attempts + 1,
			success: success ? 1 : 0,
			response_status: status,
			// The API shows nothing of the body.
			response_body_truncated: 0,
			request_duration_ms,
			payload_present: 1,
			created_at: at,
			payload: delivery.payload,
			event_id,
			response_text,
		});
		void rest?.then(() => writeLate(log_id, result.text));
		return { row, log_id };
	};

	/** Writes an attempt, or, if that fails, that its delivery has failed for good: the others in the batch are written whatever happens. */
	const writeAlone = async (on: Connection, attempt: MadeAttempt) => {
		await on.executeQuery(SAVE);
		try {
			return await writeOne(on, attempt);
		} catch (error) {
			await on.executeQuery(UNDO);
			const { event_id, webhook_id } = attempt.delivery;
			const fault = error as Error;
			await on
				.updateTable("deliveries")
				.set({
					status: "failed",
					due_at: null,
					reason: `The result can't be written: ${fault.message}`,
				})
				.where("event_id", "=", event_id)
				.where("webhook_id", "=", webhook_id)
				.execute();
			onFault(fault);
			return {};
		} finally {
			await on.executeQuery(RELEASE);
		}
	};

	const writeLate = (log_id: string, text: ResponseText | undefined) => {
		const response_text = text?.soFar() ?? null;
		if (response_text === null || isClosed) return;
		late.push({ log_id, response_text });
		start();
	};

	const writeAll = async () => {
		await nextTurn();
		while (queue.length + late.length > 0) {
			const batch = queue.splice(0);
			const texts = late.splice(0);
			try {
				const written = await transaction(async (on) => {
					const all: WrittenAttempt[] = [];
					for (const { attempt } of batch)
						all.push(await writeAlone(on, attempt));
					for (const each of texts) await updateText(on, each);
					return all;
				});
				for (const [index, { resolve }] of batch.entries())
					resolve(written[index] ?? {});
			} catch (error) {
				for (const { reject } of batch) reject(error as Error);
				onFault(error as Error);
			}
		}
	};

	const start = () => {
		writing ??= writeAll().finally(() => {
			writing = undefined;
		});
	};

	return {
		write(attempt) {
			const written = new Promise<WrittenAttempt>((resolve, reject) => {
				queue.push({ attempt, resolve, reject });
			});
			start();
			return written;
		},
		pending: () => writing,
		async close() {
			isClosed = true;
			await writing;
		},
	};
}
