/**
 * Scheduled work: pending payments that settle, sessions and subscriptions that expire, charges. A job is a row with a due time. It has no
 * row of its own until it fails, which puts it aside.
 */

import type { FailedJob } from "@lomi/control";
import type { SubscriptionStates } from "@lomi/spec";
import { type RawBuilder, sql } from "kysely";
import { later, NEVER } from "../clock.ts";
import { prepare, type Statement } from "../db/statements.ts";
import type { Tables } from "../db/tables.ts";
import { unindexed } from "../db/values.ts";
import type { SessionStatus, SubscriptionStatus } from "../schema-types.ts";
import type { FinalStatus } from "./payment-attempts.ts";
import type { Payments } from "./payments.ts";
import type { Settlement } from "./settlement.ts";
import type { Subscriptions } from "./subscriptions.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

export type JobKind = FailedJob["kind"];

export interface Job {
	kind: JobKind;
	/** ID of the transaction, session or subscription. */
	resource_id: string;
	merchant_id: string;
	/** When it is due, in ISO 8601: for one that has failed, when it is tried again. */
	due_at: string;
	/** When it was due at first. */
	due_since: string;
	/** When its row was last changed: what was made due in the past is done no earlier. Null for one that has failed. */
	changed_at: string | null;
	/** Number of failed attempts. */
	attempts: number;
}

export interface DueJobs {
	/**
	 * The next jobs that are due at a time or before, in order.
	 *
	 * @param most How many to return at most. Default: {@link BATCH}.
	 */
	find(
		on: UnitOfWork["on"],
		until: string,
		merchant_id: string | undefined,
		most?: number,
	): Promise<Job[]>;
	/** When the next job is due, in ISO 8601; undefined if there is none. */
	next(on: UnitOfWork["on"]): Promise<string | undefined>;
	/** A job that has failed and is put aside. */
	findFailed(
		on: UnitOfWork["on"],
		kind: string,
		resource_id: string,
	): Promise<Job | undefined>;
	/** Runs a job at its time. Does nothing if it isn't due any more. */
	run(work: UnitOfWork, job: Job): Promise<void>;
	/** Forgets that a job has failed. */
	succeed(work: UnitOfWork, job: Job): Promise<void>;
	/** Puts a job aside that has failed, and schedules the next attempt, unless it was the last one. */
	fail(work: UnitOfWork, job: Job, error: Error): Promise<void>;
}

/** Jobs that are read at once. */
export const BATCH = 64;

/** Seconds until a failed job is tried again. */
const RETRY_DELAYS = [60, 600, 3_600];

/** Characters of an error message that are kept. */
const LONGEST_ERROR = 2_000;

/** Rows with a due time. */
interface Source {
	table: keyof Tables;
	/** Columns. */
	id: string;
	due: string;
	/** SQL. */
	where: string;
}

/**
 * The rows with a due time, by kind. The kinds are in the order of jobs that are due at the same time: a payment just before the deadline
 * counts, and an expired subscription isn't charged. The conditions are those of partial indexes, literally, or SQLite wouldn't use them.
 */
const sourcesOf = ({
	running,
	charged,
}: SubscriptionStates<SubscriptionStatus>): Record<JobKind, Source> => ({
	settlement: {
		table: "transactions",
		id: "transaction_id",
		due: "settles_at",
		where: "settles_at IS NOT NULL",
	},
	session_expiry: {
		table: "checkout_sessions",
		id: "checkout_session_id",
		due: "expires_at",
		where: `status = ${quote(OPEN)}`,
	},
	subscription_expiry: {
		table: "subscriptions",
		id: "subscription_id",
		due: "end_date",
		where: `end_date IS NOT NULL AND status IN (${running.map(quote).join(", ")})`,
	},
	charge: {
		table: "subscriptions",
		id: "subscription_id",
		due: "next_billing_date",
		where: `next_billing_date IS NOT NULL AND is_charging = 0 AND status IN (${charged.map(quote).join(", ")})`,
	},
});

const OPEN: SessionStatus = "open";

function quote(status: string): string {
	return `'${status}'`;
}

export function createDueJobs(
	{ settle }: Pick<Settlement, "settle">,
	payments: Payments,
	subscriptions: Subscriptions,
	states: SubscriptionStates<SubscriptionStatus>,
): DueJobs {
	const sources = sourcesOf(states);
	const findAll = prepareFind(sources, false);
	const findOfMerchant = prepareFind(sources, true);
	const selectNext = prepareNext(sources);
	const selectTransaction = prepare<{ id: string; at: string }>()(
		(database, { id, at }) =>
			database
				.selectFrom("transactions")
				.selectAll()
				.where("transaction_id", "=", id)
				.where("settles_at", "<=", at),
	);

	const RUN: Record<
		JobKind,
		(work: UnitOfWork, id: string) => Promise<unknown>
	> = {
		async settlement(work, id) {
			const [row] = await selectTransaction(work.on, { id, at: work.at });
			if (row) await settle(work, row, row.settles_as as FinalStatus);
		},
		session_expiry: payments.expire,
		subscription_expiry: subscriptions.expire,
		charge: subscriptions.charge,
	};

	const forget = ({ on }: UnitOfWork, { kind, resource_id }: Job) =>
		on
			.deleteFrom("failed_jobs")
			.where("kind", "=", kind)
			.where("resource_id", "=", resource_id)
			.execute();

	return {
		find: (on, until, merchant_id = "", most = BATCH) =>
			(merchant_id ? findOfMerchant : findAll)(on, {
				until,
				merchant_id,
				most,
			}),

		async next(on) {
			const [next] = await selectNext(on, {});
			if (!next?.failed) return next?.at ?? undefined;
			const [job] = await findAll(on, {
				until: NEVER,
				merchant_id: "",
				most: BATCH,
			});
			return job?.due_at;
		},

		async findFailed(on, kind, resource_id) {
			const failed = await on
				.selectFrom("failed_jobs")
				.selectAll()
				.where("kind", "=", kind)
				.where("resource_id", "=", resource_id)
				.executeTakeFirst();
			return (
				failed && {
					...failed,
					kind: failed.kind as JobKind,
					due_since: failed.due_at,
					changed_at: null,
				}
			);
		},

		async run(work, { kind, resource_id }) {
			await RUN[kind](work, resource_id);
		},

		async succeed(work, job) {
			await forget(work, job);
		},

		async fail(work, job, { message }) {
			const delay = RETRY_DELAYS[job.attempts];
			await forget(work, job);
			await work.on
				.insertInto("failed_jobs")
				.values({
					kind: job.kind,
					resource_id: job.resource_id,
					merchant_id: job.merchant_id,
					due_at: job.due_since,
					error: message.slice(0, LONGEST_ERROR),
					attempts: job.attempts + 1,
					failed_at: work.at,
					retry_at: delay === undefined ? null : later(work.at, 1_000 * delay),
				})
				.execute();
		},
	};
}

/** Prepares the query for the first due time, which reads the first entry of each index, and for the number of failed jobs. */
function prepareNext(
	all: Record<JobKind, Source>,
): Statement<object, { at: string | null; failed: number }> {
	return prepare<object>()((database) => {
		const times = Object.values(all).map(({ table, due, where }) =>
			sql.raw(`SELECT min(${due}) AS at FROM ${table} WHERE ${where}`),
		);
		const next = sql<{ at: string | null; failed: number }>`
			SELECT min(at) AS at, (SELECT count(*) FROM failed_jobs) AS failed FROM (${sql.join(times, sql` UNION ALL `)})`;
		return { compile: () => next.compile(database) };
	});
}

interface Due {
	until: string;
	merchant_id: string;
	most: number;
}

/** Prepares the search for due jobs of all merchants, or of one. Reads each kind in the order of its index. */
function prepareFind(
	all: Record<JobKind, Source>,
	isOfMerchant: boolean,
): (on: UnitOfWork["on"], due: Due) => Promise<Job[]> {
	// Not by an index of the merchant's rows, which are many: few of them are due.
	const merchant = (merchant_id: string) =>
		isOfMerchant
			? sql`AND ${unindexed(sql.ref("merchant_id"))} = ${merchant_id}`
			: sql``;
	const statement = (build: (due: Due) => RawBuilder<Job>) =>
		prepare<Due>()((database, due) => ({
			compile: () => build(due).compile(database),
		}));
	const failed = statement(
		({ until, merchant_id, most }) => sql<Job>`
			SELECT kind, resource_id, merchant_id, retry_at AS due_at, due_at AS due_since, NULL AS changed_at, attempts
			FROM failed_jobs WHERE retry_at <= ${until} ${merchant(merchant_id)} ORDER BY retry_at LIMIT ${most}`,
	);
	const others = Object.entries(all).map(([kind, { table, id, due, where }]) =>
		statement(
			({ until, merchant_id, most }) => sql<Job>`
				SELECT ${sql.raw(`'${kind}' AS kind, ${id} AS resource_id, merchant_id, ${due} AS due_at, ${due} AS due_since, updated_at AS changed_at, 0 AS attempts`)}
				FROM ${sql.raw(table)} WHERE ${sql.raw(where)} AND ${sql.raw(due)} <= ${until} ${merchant(merchant_id)}
				AND NOT EXISTS (SELECT 1 FROM failed_jobs AS failed
					WHERE failed.kind = ${sql.lit(kind)} AND failed.resource_id = ${sql.raw(`${table}.${id} AND failed.due_at = ${due}`)})
				ORDER BY ${sql.raw(due)} LIMIT ${most}`,
		),
	);
	return async (on, due) => {
		const jobs: Job[] = [];
		for (const find of [failed, ...others]) jobs.push(...(await find(on, due)));
		// Jobs that are due at the same time stay in the order of their kinds.
		return jobs
			.sort((one, other) =>
				one.due_at < other.due_at ? -1 : one.due_at > other.due_at ? 1 : 0,
			)
			.slice(0, due.most);
	};
}
