import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import {
	type ApiListPromise,
	type ClientOptions,
	LomiError,
	NotFoundError,
} from "../../packages/client/index.ts";
import type { Operation } from "../../packages/spec/operations.ts";
import { operations } from "../bundle.ts";
import { some } from "../some.ts";
import {
	type Answers,
	client,
	defaultSize,
	empty,
	type Item,
	items,
	json,
	keepLines,
	methodOf,
	pagesOf,
	recorder,
	thrown,
} from "./fake.ts";

type Page = { data: Item[]; meta?: Record<string, unknown> };
type Query = Record<string, unknown>;

const lists = operations.filter(({ pagination }) => pagination);
const paged = lists.filter(({ pagination }) => pagination?.style !== "none");
const [unpaged, byPage, byOffset] = ["none", "page", "offset"].map((style) => {
	const found = lists.find(({ pagination }) => pagination?.style === style);
	if (!found) throw new Error(`No list has the style ${style}.`);
	return found;
}) as [Operation, Operation, Operation];

afterEach(() => void vi.restoreAllMocks());

/** A list on a fake server. */
function list(
	operation: Operation,
	answers: Answers,
	query: Query = {},
	options: ClientOptions = {},
) {
	const { requests, fetch } = recorder(answers);
	const { method, ids } = methodOf(
		client(fetch, { maxRetries: 0, ...options }),
		operation,
	);
	const style = operation.pagination?.style;
	const start = (): ApiListPromise<Page, Item> =>
		method(...ids, ...(style === "none" ? [] : [query]), {
			headers: { "x-extra": "1" },
		}) as never;
	const queries = () =>
		requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
	return { list: start(), start, requests, queries };
}

async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const each of iterable) all.push(each);
	return all;
}

describe.each(some(paged))("$id", (operation) => {
	const { position = "", size = "", total, style } = operation.pagination ?? {};
	const hasTotal = total !== undefined;

	describe.each(hasTotal ? [true, false] : [false])(
		"if the response has a total: %s",
		(withTotal) => {
			test.each([
				["no items", 0],
				["one short page", 3],
				["one full page", 5],
				["a last page that is short", 13],
				["a last page that is full", 15],
			])("returns each item once, in order: %s", async (_what, count) => {
				const answers = pagesOf(operation, count, { total: withTotal });
				const { list: promise, queries } = list(operation, answers, {
					[size]: 5,
				});
				expect(await collect(promise)).toStrictEqual(items(count));
				// A full page is never the last, whatever the total.
				const pages = Math.floor(count / 5) + 1;
				expect(queries()).toStrictEqual(
					Array.from({ length: pages }, (_, at) => ({
						[size]: "5",
						...(at > 0 && {
							[position]: `${style === "page" ? at + 1 : at * 5}`,
						}),
					})),
				);
			});

			test("returns each item once with the default page size", async () => {
				const count = 2 * defaultSize(operation) + 1;
				const { list: promise, requests } = list(
					operation,
					pagesOf(operation, count, { total: withTotal }),
				);
				expect(await collect(promise)).toStrictEqual(items(count));
				expect(requests).toHaveLength(3);
			});
		},
	);

	test("starts at the page that is passed", async () => {
		const from = style === "page" ? 3 : 10;
		const { list: promise, queries } = list(operation, pagesOf(operation, 17), {
			[size]: 5,
			[position]: from,
		});
		expect(await collect(promise)).toStrictEqual(items(7, 10));
		expect(queries()).toMatchObject([
			{ [position]: `${from}` },
			{ [position]: `${style === "page" ? 4 : 15}` },
		]);
	});

	test("keeps its path, filters and options on every page", async () => {
		const filters = Object.fromEntries(
			operation.parameters
				.filter(
					({ in: place, name }) =>
						place === "query" && ![position, size].includes(name),
				)
				.map(({ name, example }) => [name, example]),
		);
		const {
			list: promise,
			requests,
			queries,
		} = list(operation, pagesOf(operation, 7), { ...filters, [size]: 5 });
		expect(await collect(promise)).toHaveLength(7);
		expect(requests).toHaveLength(2);
		const [first, second] = requests;
		expect(second?.headers.get("x-extra")).toBe("1");
		expect(new URL(second?.url ?? "").pathname).toBe(
			new URL(first?.url ?? "").pathname,
		);
		expect(queries()[1]).toMatchObject({
			...queries()[0],
			[position]: expect.stringMatching(/^\d$/),
		});
		expect(Object.keys(queries()[0] ?? {}).sort()).toStrictEqual(
			[...Object.keys(filters), size].sort(),
		);
	});
});

/** Totals that some servers return, by what they count. */
const WRONG_TOTALS: [string, (page: Item[], seen: number) => unknown][] = [
	["the items of the page", (page) => page.length],
	["the items so far", (_page, seen) => seen],
	["all but one of the items", () => 14],
	["more than there are", () => 1000],
	["nothing", () => 0],
	["nothing, as null", () => null],
	["nothing, as text", () => "0"],
	["the items of the page, as text", (page) => `${page.length}`],
	["less than nothing", () => -1],
];

describe.each(some(paged.filter(({ pagination }) => pagination?.total)))(
	"$id is walked to its end",
	(operation) => {
		const { size = "", total = "" } = operation.pagination ?? {};
		/** Walks 15 or 13 items in pages of 5 on a server with such a total. */
		const walk = (count: number, totalOf: (typeof WRONG_TOTALS)[0][1]) => {
			let seen = 0;
			return list(
				operation,
				async (request, index) => {
					const answer = await pagesOf(operation, count)(request, index);
					const { data, meta } = (await answer.json()) as Page;
					seen += data.length;
					const field = total.replace(/^meta\./, "");
					return json({
						data,
						meta: { ...meta, [field]: totalOf(data, seen) },
					});
				},
				{ [size]: 5 },
			);
		};

		test.each(WRONG_TOTALS)(
			"if its total counts %s",
			async (_what, totalOf) => {
				for (const count of [13, 15])
					expect(
						await collect(walk(count, totalOf).list),
						`${count} items`,
					).toStrictEqual(items(count));
			},
		);
	},
);

test.each(some(paged.filter(({ pagination }) => pagination?.total)))(
	"$id accepts a server that returns smaller pages than requested, if the total says that there are more",
	async (operation) => {
		const { sizeUsed = "", size = "" } = operation.pagination ?? {};
		const { list: promise, requests } = list(
			operation,
			async (request, index) => {
				const answer = await pagesOf(operation, 11, { most: 4 })(
					request,
					index,
				);
				const { data, meta = {} } = (await answer.json()) as Page;
				delete meta[sizeUsed.replace(/^meta\./, "")];
				return json({ data, meta });
			},
			{ [size]: 100 },
		);
		expect(await collect(promise)).toStrictEqual(items(11));
		expect(requests).toHaveLength(3);
	},
);

test.each(some(paged.filter(({ pagination }) => pagination?.sizeUsed)))(
	"$id accepts a server that returns smaller pages than requested, and says so",
	async (operation) => {
		for (const total of [true, false]) {
			const { list: promise, requests } = list(
				operation,
				pagesOf(operation, 11, { total, most: 4 }),
				{ [operation.pagination?.size ?? ""]: 100 },
			);
			expect(await collect(promise)).toStrictEqual(items(11));
			expect(requests).toHaveLength(3);
		}
	},
);

describe.each(some(lists))("$id", (operation) => {
	test("resolves to its first page, unchanged", async () => {
		const answers = pagesOf(operation, 60);
		const { list: promise, requests } = list(operation, answers);
		const page = await promise;
		expect(page).toStrictEqual(
			await ((await answers(requests[0] as Request, 0)) as Response).json(),
		);
		expect(requests).toHaveLength(1);
		expect((await promise.withResponse()).body).toBe(page);
	});

	test("requests its first page once, even if it is awaited and iterated", async () => {
		const { list: promise, requests } = list(operation, pagesOf(operation, 3));
		await promise;
		expect(await collect(promise)).toStrictEqual(items(3));
		expect(requests).toHaveLength(1);
	});
});

test("a list without pagination is one request of any size", async () => {
	const { list: promise, requests } = list(unpaged, pagesOf(unpaged, 60));
	expect(await collect(promise)).toStrictEqual(items(60));
	expect(requests).toHaveLength(1);
});

describe.each([byPage, byOffset])("a list like $id", (operation) => {
	const { size = "", position = "" } = operation.pagination ?? {};
	const seven = (options?: { total?: boolean }) =>
		list(operation, pagesOf(operation, 7, options), { [size]: 3 });

	test("returns its pages unchanged", async () => {
		const { list: promise, requests } = seven();
		const pages = await collect(promise.pages());
		expect(pages.map(({ data }) => data)).toStrictEqual([
			items(3),
			items(3, 3),
			items(1, 6),
		]);
		expect(pages[1]?.meta).toStrictEqual((await promise).meta);
		expect(requests).toHaveLength(3);
	});

	test.each([
		[0, [0]],
		[3, [3]],
		[6, [3, 3]],
	])("returns no empty last page: %d items", async (count, sizes) => {
		const { list: promise } = list(
			operation,
			pagesOf(operation, count, { total: false }),
			{ [size]: 3 },
		);
		const pages = await collect(promise.pages());
		expect(pages.map(({ data }) => data.length)).toStrictEqual(sizes);
	});

	test("can have one item per page", async () => {
		const answers = pagesOf(operation, 3, { total: false });
		const { list: promise } = list(operation, answers, { [size]: 1 });
		expect(await collect(promise)).toStrictEqual(items(3));
	});

	test("requests a page when the loop reaches it", async () => {
		const { list: promise, requests } = seven();
		const pages = promise.pages();
		for (let page = 1; page <= 3; page++) {
			await pages.next();
			expect(requests).toHaveLength(page);
		}
		expect(await pages.next()).toStrictEqual({ done: true, value: undefined });
		expect(requests).toHaveLength(3);
	});

	test.each([
		[0, 0, 1],
		[1, 1, 1],
		[3, 3, 1],
		[4, 4, 2],
		[7, 7, 3],
		[100, 7, 3],
		[Number.POSITIVE_INFINITY, 7, 3],
		[undefined, 7, 3],
	])("returns an array of at most %s", async (max, count, pages) => {
		const { list: promise, requests } = seven({ total: false });
		expect(
			await promise.toArray(max === undefined ? undefined : { max }),
		).toStrictEqual(items(count));
		expect(requests).toHaveLength(pages);
	});

	test.each([Number.NaN, -1, "many"])("rejects a max of %s", async (max) => {
		const error = await thrown<Error>(
			seven().list.toArray({ max: max as number }),
		);
		expect(error).toBeInstanceOf(TypeError);
		expect(error.message).toContain(`max must be a number ≥ 0, not ${max}`);
	});

	test("stops requesting pages after break", async () => {
		const { list: promise, requests } = seven();
		for await (const { n } of promise) if (n === 0) break;
		expect(requests).toHaveLength(1);
		for await (const { n } of promise) if (n === 3) break;
		// The second loop starts again: two pages.
		expect(requests).toHaveLength(3);
		await new Promise((resolve) => setImmediate(resolve));
		expect(requests).toHaveLength(3);
	});

	test("supports concurrent loops", async () => {
		const { list: promise } = seven();
		const [one, two] = [promise, promise].map((each) =>
			each[Symbol.asyncIterator](),
		);
		const seen: unknown[][] = [[], []];
		for (let step = 0; step < 7; step++) {
			seen[0]?.push((await one?.next())?.value);
			seen[1]?.push((await two?.next())?.value);
		}
		expect(seen).toStrictEqual([items(7), items(7)]);
		const { list: other } = seven();
		expect(
			await Promise.all([other.toArray(), collect(other), other.toArray()]),
		).toStrictEqual([items(7), items(7), items(7)]);
	});

	test("supports consecutive loops; the second one starts with a new request", async () => {
		let count = 4;
		const { list: promise } = list(operation, (request, index) =>
			(pagesOf(operation, count) as Answers)(request, index),
		);
		expect(await collect(promise)).toStrictEqual(items(4));
		count = 5;
		expect(await collect(promise)).toStrictEqual(items(5));
		expect((await promise).data).toStrictEqual(items(4));
	});

	test("throws the error of a later page in the loop", async () => {
		const answers = pagesOf(operation, 100);
		const { list: promise } = list(
			operation,
			(request, index) =>
				index === 2 ? empty(404)() : answers(request, index),
			{ [size]: 3 },
		);
		const seen: Item[] = [];
		const error = await thrown(
			(async () => {
				for await (const item of promise) seen.push(item);
			})(),
		);
		expect(error).toBeInstanceOf(NotFoundError);
		expect(seen).toStrictEqual(items(6));
	});

	test.each([
		["for ever", () => items(3), items(3), 3],
		["after another", (at: number) => items(3, at % 2 ? 3 : 0), items(6), 4],
		// New items come first, even if the server always returns the newest three.
		[
			"with a new item at its start",
			(at: number) => items(3, 100 - at),
			items(3, 100),
			3,
		],
	])(
		"ends with a warning if a server repeats a page %s",
		async (_what, page, expected, asked) => {
			const { lines, logger } = keepLines();
			const { list: promise, requests } = list(
				operation,
				(_request, index) => json({ data: page(index) }),
				{ [size]: 3 },
				{ logger },
			);
			expect(await promise.toArray({ max: 50 })).toStrictEqual(expected);
			expect(requests).toHaveLength(asked);
			expect(lines).toMatchObject([
				{
					level: "warn",
					message: `lomi. GET ${operation.path} keeps repeating pages. Stopping here.`,
				},
			]);
		},
	);

	test.each([
		[3, 1],
		[3, 2],
		[3, 3],
		[3, 4],
		[1, 1],
	])(
		"reaches the end even if pages of %d items shift by %d meanwhile",
		async (perPage, arrive) => {
			const { lines, logger } = keepLines();
			const old = items(8);
			const { list: promise } = list(
				operation,
				(request, index) => {
					// New items are added at the start before the second page is requested.
					const all = [...(index > 0 ? items(arrive, 100) : []), ...old];
					const query = new URL(request.url).searchParams;
					const at = Number(query.get(position) ?? 0);
					const start =
						operation.pagination?.style === "page"
							? (Math.max(at, 1) - 1) * perPage
							: at;
					return json({ data: all.slice(start, start + perPage) });
				},
				{ [size]: perPage },
				{ logger },
			);
			const came = await promise.toArray();
			// Some items appear twice, but all of the old ones are there, in order.
			expect(
				[...new Set(came.map(({ n }) => n))].filter((n) => n < 100),
			).toStrictEqual(old.map(({ n }) => n));
			expect(came.length).toBeLessThanOrEqual(old.length + arrive);
			expect(lines).toStrictEqual([]);
		},
	);

	test("throws its error when it is awaited or iterated, even after another list", async () => {
		const unhandled: unknown[] = [];
		const keep = (reason: unknown) => void unhandled.push(reason);
		process.on("unhandledRejection", keep);
		onTestFinished(() => void process.off("unhandledRejection", keep));
		const { list: one } = seven();
		const { list: other } = list(operation, empty(404));
		for await (const { n } of one)
			if (n === 0) await new Promise((resolve) => setImmediate(resolve));
		expect(await thrown(other)).toBeInstanceOf(NotFoundError);
		expect(await thrown(collect(other))).toBeInstanceOf(NotFoundError);
		const { list: wrong } = list(operation, empty(404));
		expect(await thrown(wrong.toArray({ max: -1 }))).toBeInstanceOf(TypeError);
		await new Promise((resolve) => setImmediate(resolve));
		expect(unhandled).toStrictEqual([]);
	});

	test("ends without a warning if nothing went wrong", async () => {
		const { lines, logger } = keepLines();
		const { list: promise } = list(
			operation,
			pagesOf(operation, 6, { total: false }),
			{ [size]: 3 },
			{ logger },
		);
		expect(await promise.toArray()).toHaveLength(6);
		expect(lines).toStrictEqual([]);
	});

	test.each([{}, { data: {} }, { data: null }, { items: [] }, []])(
		"throws a clear error if the response is %j",
		async (body) => {
			const { list: promise } = list(operation, () => json(body));
			expect(await promise).toStrictEqual(body);
			for (const loop of [promise.toArray(), collect(promise.pages())]) {
				const error = await thrown(loop);
				expect(error).toBeInstanceOf(LomiError);
				expect(error.message).toBe(
					`The response to GET ${operation.path} has no array in data.`,
				);
			}
		},
	);

	test("doesn't modify the query", async () => {
		const query = { [size]: 3 };
		const { list: promise } = list(operation, pagesOf(operation, 7), query);
		query[position] = 99;
		expect(await promise.toArray()).toStrictEqual(items(7));
		expect(query).toStrictEqual({ [size]: 3, [position]: 99 });
	});
});

test("a later page is retried like the first", async () => {
	vi.spyOn(Math, "random").mockReturnValue(0);
	const answers = pagesOf(byPage, 7);
	let failed = 0;
	const { list: promise } = list(
		byPage,
		(request, index) => {
			if (index % 2) return answers(request, index);
			failed++;
			return empty(503)();
		},
		{ [byPage.pagination?.size ?? ""]: 3 },
		{ maxRetries: 1 },
	);
	expect(await promise.toArray()).toStrictEqual(items(7));
	expect(failed).toBe(3);
});

test("a null response to a list throws a clear error", async () => {
	const { list: promise } = list(byPage, () => json(null));
	const error = await thrown(collect(promise));
	expect(error).toBeInstanceOf(LomiError);
	expect(error.message).toBe(
		`The response to GET ${byPage.path} has no array in data.`,
	);
});

test.each(paged)(
	"an empty page of $id ends the list, even if the page size is reported as 0",
	async (operation) => {
		const sizeUsed = (operation.pagination?.sizeUsed ?? "").replace(
			"meta.",
			"",
		);
		const { list: promise, requests } = list(operation, () =>
			json({ data: [], meta: { [sizeUsed]: 0 } }),
		);
		expect(await collect(promise)).toStrictEqual([]);
		expect(requests).toHaveLength(1);
	},
);
