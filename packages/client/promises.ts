/** What the methods of the client give: promises that can also tell of the answer, and lists that go on to their last page. */
import { LomiError } from "./errors.ts";
import type { Log } from "./log.ts";
import { checkNumber } from "./options.ts";
import type { Answer } from "./send.ts";

/** A promise of the documented body. */
export interface ApiPromise<Body> extends Promise<Body> {
	/** The body, and the answer that it came in, whose own body has been read. */
	withResponse(): Promise<{
		body: Body;
		response: Response;
		/** The answer's `X-Request-Id`. */
		requestId: string | undefined;
	}>;
	/** The answer as it came, with its body unread. It need not be JSON; errors are thrown all the same. */
	asResponse(): Promise<Response>;
}

/** A promise of the first page, and all pages behind it. Each iteration is independent of every other. */
export interface ApiListPromise<Page, Item>
	extends ApiPromise<Page>,
		AsyncIterable<Item> {
	/** The pages, one by one. The next one is asked for when the loop comes to it. */
	pages(): AsyncGenerator<Page, void, undefined>;
	/** All items in one array, or the first `max` of them. */
	toArray(options?: { max?: number | undefined }): Promise<Item[]>;
}

/** How a list is paged: `x-pagination` of the description. */
export interface Pagination {
	style: "page" | "offset" | "none";
	/** Query parameter that says where the page begins. Default: named as the style. */
	position?: string;
	/** Query parameter that says how many items it has. */
	size?: string;
	/** Items on a page where nobody says how many. */
	defaultSize?: number;
	/** Field of `meta` that says how many items a page has. */
	sizeUsed?: string;
	/** Field of `meta` that says how many items all pages have. */
	total?: string;
}

type Query = Record<string, unknown>;

/** @param parse Gives the body of an answer, or throws. */
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
			// Whoever wants the answer itself does not wait for its body, and nobody else will.
			body.catch(() => {});
			return answer.then(unread);
		},
	});
}

/** An answer with its body to be read, again and again if need be. */
export function unread({ response, text }: Answer): Response {
	return new Response(text || null, response);
}

/**
 * A list whose first page is asked for at once. The first iteration takes that page; every later one asks anew.
 *
 * @param request Asks for the page that a query names.
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
	// Whoever awaits it or loops over it is told; nobody need do so before the loop over another list is through.
	list.catch(() => {});
	let first: ApiPromise<Page> | undefined = list;

	const itemsOf = (page: Page): Item[] => {
		const data = (page as { data?: unknown } | null)?.data;
		if (Array.isArray(data)) return data;
		throw new LomiError(`The answer to GET ${path} has no list under data.`);
	};

	async function* pages(): AsyncGenerator<Page, void, undefined> {
		let promise = first ?? request(query);
		first = undefined;
		const ends = new Set<string>();
		let before: Item[] = [];
		let wasOld = false;
		for (let at = query; ; promise = request(at)) {
			const page = await promise;
			const items = itemsOf(page);
			if (items.length === 0 && at !== query) return;
			// A page that ends with an item of the page before, or as another page did, brings nothing new. That passes where newer items have
			// moved the pages on, and doesn't where the server gives the same again and again. So no other marks need be kept.
			const end = JSON.stringify(items.at(-1));
			const isOld =
				ends.has(end) || before.some((item) => JSON.stringify(item) === end);
			if (!isOld) yield page;
			else if (wasOld) {
				log("warn", `GET ${path} repeats its pages, so they end here.`);
				return;
			}
			wasOld = isOld;
			ends.add(end);
			before = items;
			const next = nextQuery(page, items.length, at, pagination);
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

/** What asks for the page after this one; undefined where this is the last: it is short, or the total says so. */
function nextQuery(
	page: unknown,
	count: number,
	query: Query,
	{
		style,
		position = style,
		size = "",
		defaultSize,
		sizeUsed = "",
		total = "",
	}: Pagination,
): Query | undefined {
	if (style === "none" || count === 0) return undefined;
	const meta = (page as { meta?: Record<string, number> }).meta ?? {};
	const perPage = meta[sizeUsed] ?? Number(query[size] ?? defaultSize);
	const byPage = style === "page";
	const at = Number(query[position] ?? (byPage ? 1 : 0));
	const end = count + (byPage ? (at - 1) * perPage : at);
	if (count < perPage || end >= Number(meta[total])) return undefined;
	return { ...query, [position]: byPage ? at + 1 : end };
}
