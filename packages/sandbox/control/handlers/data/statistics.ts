/** What merchants have earned on each of the last days, from one aggregated query. */
import { type Description, resolve } from "@lomi/spec";
import { sql } from "kysely";
import { createMerchantFigures } from "../../../api/merchant-figures.ts";
import type { Database } from "../../../db/database.ts";
import { valuesOf } from "../../../db/values.ts";
import type { Engine } from "../../../engine/engine.ts";
import type {
	ControlSchemas,
	Currency,
	TransactionStatus,
	TransactionType,
} from "../../../schema-types.ts";
import { nextTurn } from "../../../timers.ts";
import type { ControlHandlers } from "../../context.ts";
import { merchantsOf } from "../../listing/merchants.ts";

type Day = ControlSchemas["StatisticsDay"];
type Totals = ControlSchemas["StatisticsTotals"];

interface Parts {
	/** The description of the API. */
	api: Description;
	database: Database;
	engine: Pick<Engine, "clock">;
}

const DAY = 24 * 60 * 60 * 1000;
/** Length of the date in an ISO 8601 time. */
const DATE = "2025-04-05".length;
/** Days that are read at once. */
const MONTH = 31;
/** Sorts after any time of a day. */
const LAST = "~";
/** Money that goes out isn't a payment. */
const REFUND: TransactionType = "refund";

/** Payments of a day that went through the same provider and are in the same status. */
interface Group {
	date: string;
	provider_code: string;
	status: TransactionStatus;
	currency_code: Currency;
	number: number;
	gross_amount: number;
	fee_amount: number;
	net_amount: number;
}

export function statistics({ api, database, engine }: Parts): ControlHandlers {
	const figures = createMerchantFigures(api);
	const [fallback]: Currency[] = resolve(api, {
		$ref: "#/components/schemas/Currency",
	}).enum;

	const readGroups = async (
		merchant_ids: string[],
		from: string,
		to: string,
	) => {
		const { rows } = await sql<Group>`
			SELECT substr(created_at, 1, ${sql.lit(DATE)}) AS date, provider_code, status, currency_code, count(*) AS number,
				sum(gross_amount) AS gross_amount, sum(fee_amount) AS fee_amount, sum(net_amount) AS net_amount
			FROM transactions
			WHERE merchant_id IN ${valuesOf(merchant_ids)} AND created_at >= ${from} AND created_at < ${to + LAST} AND transaction_type <> ${REFUND}
			GROUP BY 1, 2, 3, 4 ORDER BY 1, 2`.execute(database);
		return rows;
	};

	/** The groups of days, a month at a time, between which requests have their turn. */
	const readAll = async (merchant_ids: string[], dates: string[]) => {
		const groups: Group[] = [];
		for (let start = 0; start < dates.length; start += MONTH) {
			if (start > 0) await nextTurn();
			const month = dates.slice(start, start + MONTH);
			const [first = "", last = first] = [month[0], month.at(-1)];
			groups.push(...(await readGroups(merchant_ids, first, last)));
		}
		return groups;
	};

	/** Balance, recurring revenue and active subscriptions of merchants, as far as they are in one currency. */
	const readCurrent = async (merchant_ids: string[], currency?: Currency) => {
		const all = [];
		for (const id of merchant_ids) {
			const recurring = await figures.recurring(database, id);
			const balances = await figures.balances(database, id);
			all.push({ recurring, balances });
		}
		const balances = all.flatMap((each) => each.balances);
		const currency_code =
			currency ?? figures.firstCurrency(balances) ?? (fallback as Currency);
		return {
			currency_code,
			balance: sum(
				balances
					.filter((each) => each.currency_code === currency_code)
					.map(({ balance }) => balance),
			),
			mrr: sum(all.map(({ recurring }) => recurring?.mrr(currency_code) ?? 0)),
			active_subscriptions: sum(
				all.map(({ recurring }) => recurring?.active(currency_code) ?? 0),
			),
		};
	};

	return {
		async getStatistics({ query }) {
			const { merchant_id, currency_code } = query;
			const dates = lastDays(engine.clock().now, query.days);
			const merchants = await merchantsOf(database, merchant_id);
			const ids = merchants.map((each) => each.merchant_id);
			const groups = await readAll(ids, dates);
			const current = await readCurrent(ids, currency_code ?? mostUsed(groups));
			const own = groups.filter(
				(each) => each.currency_code === current.currency_code,
			);
			const byDate = Map.groupBy(own, ({ date }) => date);
			const days = dates.map((date) => dayOf(date, byDate.get(date) ?? []));
			const { currency_code: currency, ...figuresNow } = current;
			return {
				data: {
					currency_code: currency,
					from: dates[0],
					to: dates.at(-1),
					days,
					totals: totalsOf(own),
					...figuresNow,
				},
			};
		},
	};
}

/** The dates of the last days, in order, today included. */
function lastDays(now: Date, number: number): string[] {
	return Array.from({ length: number }, (_, index) =>
		new Date(now.getTime() - (number - 1 - index) * DAY)
			.toISOString()
			.slice(0, DATE),
	);
}

/** The currency of most payments; undefined if there are none. */
function mostUsed(groups: Group[]): Currency | undefined {
	const numbers = new Map<Currency, number>();
	for (const { currency_code, number } of groups)
		numbers.set(currency_code, (numbers.get(currency_code) ?? 0) + number);
	const [most] = [...numbers].toSorted(([, a], [, b]) => b - a);
	return most?.[0];
}

function dayOf(date: string, groups: Group[]): Day {
	const byProvider = Map.groupBy(groups, (each) => each.provider_code);
	return {
		date,
		...totalsOf(groups),
		providers: [...byProvider].map(([provider_code, own]) => {
			const { completed, failed, gross_amount } = totalsOf(own);
			return { provider_code, completed, failed, gross_amount };
		}),
	};
}

function totalsOf(groups: Group[]): Totals {
	const count = (...statuses: TransactionStatus[]) =>
		sum(
			groups
				.filter(({ status }) => statuses.includes(status))
				.map(({ number }) => number),
		);
	const collected = groups.filter(
		({ status }) => status === "completed" || status === "refunded",
	);
	return {
		completed: count("completed"),
		failed: count("failed", "expired"),
		pending: count("pending"),
		refunded: count("refunded"),
		gross_amount: sum(collected.map((each) => each.gross_amount)),
		fee_amount: sum(collected.map((each) => each.fee_amount)),
		net_amount: sum(collected.map((each) => each.net_amount)),
	};
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, each) => total + each, 0);
}
