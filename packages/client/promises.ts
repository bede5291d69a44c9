/** What the client's methods return: promises that also expose the HTTP response, and lists that paginate. */
import { LomiError } from "./errors.ts";
import type { Log } from "./log.ts";
import { checkNumber } from "./options.ts";
import type { Answer } from "./send.ts";

/** A promise of the documented body. */
export interface ApiPromise<Body> extends Promise<Body> {
	/** The body together with the response, whose own body has been consumed. */
	withResponse(): Promise<{
		body: Body;
		response: Response;
		/** The response's `X-Request-Id`. */
		requestId: string | undefined;
	}>;
	/** The response with its body unread, JSON or not. Rejects if it isn't a 2xx. */
	asResponse(): Promise<Response>;
}

/** A promise of the first page that can also iterate over all pages. Each iteration is independent. */
export interface ApiListPromise<Page, Item>
	extends ApiPromise<Page>,
		AsyncIterable<Item> {
	/** The pages one by one, each requested when the loop reaches it. */
	pages(): AsyncGenerator<Page, void, undefined>;
	/** All items in one array, or the first `max` of them. */
	toArray(options?: { max?: number | undefined }): Promise<Item[]>;
}

/** How a list is paginated: `x-pagination` in the description. */
export interface Pagination {
	style: "page" | "offset" | "none";
	/** Query parameter for the page number or offset. Defaults to the name of the style. */
	position?: string;
	/** Query parameter for the page size. */
	size?: string;
	/** Page size if the query sets none. */
	defaultSize?: number;
	/** Field of `meta` with the page size used. */
	sizeUsed?: string;
	/** Field of `meta` with the total number of items. */
	total?: string;
}

type Query = Record<string, unknown>;

/** @param parse Returns the body of a response, or throws. */
export function apiPromise<Body>(
	answer: Promise<Answer>,
	parse: (answer: Answer) => Body,
): ApiPromise<Body> {
	const body = answer.then(parse);
	return Object.assign(body, {
		withResponse: async () => {
			const parsed = await body;
			const { response, failure } = await answer;
			return { body: parsed, response, requestId: failure().requestId };
		},
		asResponse: () => {
			// Nobody awaits the parsed body now: its rejection would be unhandled.
			body.catch(() => {});
			return answer.then(unread);
		},
	});
}

/** A new response with an unread body. */
export function unread({ response, text }: Answer): Response {
	return new Response(text || null, response);
}

/**
 * A list whose first page is requested at once. The first iteration uses that page; each later one starts with a new request.
 *
 * @param request Requests the page for a query.
 * @param path The list's path, for messages.
 */
export function apiListPromise<Page, Item>(
	request: (query: Query) => ApiPromise<Page>,
	query: Query,
	pagination: Pagination,
	path: string,
	log: Log,
): ApiListPromise<Page, Item> {
	const list = request(query);
	// Awaiting it or looping over it still throws. Until then the rejection must not count as unhandled.
	list.catch(() => {});
	let first: ApiPromise<Page> | undefined = list;

	const itemsOf = (page: Page): Item[] => {
		const data = (page as { data?: unknown } | null)?.data;
		if (Array.isArray(data)) return data;
		throw new LomiError(`The response to GET ${path} has no array in data.`);
	};

	async function* pages(): AsyncGenerator<Page, void, undefined> {
		let promise = first ?? request(query);
		first = undefined;
		const ends = new Set<string>();
		let before: Item[] = [];
		let wasRepeat = false;
		let seen = 0;
		for (let at = query; ; promise = request(at)) {
			const page = await promise;
			const items = itemsOf(page);
			if (items.length === 0 && at !== query) return;
			// A page is a repeat if its last item was on the previous page or ended another page. One repeat in a row is expected when new
			// items shift the pages; two mean that the server keeps returning the same page.
			const end = JSON.stringify(items.at(-1));
			const isRepeat =
				ends.has(end) || before.some((item) => JSON.stringify(item) === end);
			if (!isRepeat) yield page;
			else if (wasRepeat) {
				log("warn", `GET ${path} keeps repeating pages. Stopping here.`);
				return;
			}
			wasRepeat = isRepeat;
			ends.add(end);
			before = items;
			seen += items.length;
			const next = nextQuery(page, items.length, seen, query, at, pagination);
			if (!next) return;
			at = next;
		}
	}

	async function* items(): AsyncGenerator<Item, void, undefined> {
		for await (const page of pages()) yield* itemsOf(page);
	}

	return Object.assign(list, {
		pages,
		[Symbol.asyncIterator]: items,
		async toArray({ max = Number.POSITIVE_INFINITY } = {}): Promise<Item[]> {
			checkNumber("max", max, 0);
			const all: Item[] = [];
			if (max > 0)
				for await (const item of items()) if (all.push(item) >= max) break;
			return all;
		},
	});
}

/**
 * The query for the next page; undefined if this is the last one. A full page never is the last, whatever the total: on some servers, it
 * counts the items of the page. A short one is, unless the total says that there are more: the server has smaller pages than requested.
 *
 * @param length Number of items on the page.
 * @param seen Number of items so far, from the first query on.
 */
function nextQuery(
	page: unknown,
	length: number,
	seen: number,
	first: Query,
	query: Query,
	pagination: Pagination,
): Query | undefined {
	const { style, position = style, size = "", defaultSize } = pagination;
	if (style === "none" || length === 0) return undefined;
	const { sizeUsed = "", total = "" } = pagination;
	const meta = (page as { meta?: Record<string, number> }).meta ?? {};
	const perPage = meta[sizeUsed] ?? Number(query[size] ?? defaultSize);
	const positionIn = (query: Query) =>
		Number(query[position] ?? (style === "page" ? 1 : 0));
	const skipped =
		style === "page" ? (positionIn(first) - 1) * perPage : positionIn(first);
	if (length < perPage && !(skipped + seen < Number(meta[total])))
		return undefined;
	const step = style === "page" ? 1 : length;
	return { ...query, [position]: positionIn(query) + step };
}
