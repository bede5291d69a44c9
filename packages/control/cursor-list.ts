/** Lists that the control plane pages by cursor, with what lists of the lomi. client can do. */
import {
	type ApiListPromise,
	type ApiPromise,
	checkNumber,
} from "lomi-openapi/internal";

/** `x-pagination` of such a list. */
export interface CursorPagination {
	style: "cursor";
	/** Query parameter for the page's `next`. */
	position: string;
	size: string;
	defaultSize: number;
}

type Query = Record<string, unknown>;

interface CursorPage {
	data: readonly unknown[];
	next: string | null;
}

/**
 * A list whose first page is requested at once. The first iteration uses that page; each later one starts with a new request.
 *
 * @param request Requests the page for a query.
 */
export function cursorList<Page, Item>(
	request: (query: Query) => ApiPromise<Page>,
	query: Query,
	{ position }: CursorPagination,
): ApiListPromise<Page, Item> {
	const list = request(query);
	// Awaiting it or looping over it still throws. Until then the rejection must not count as unhandled.
	list.catch(() => {});
	let first: ApiPromise<Page> | undefined = list;

	async function* pages(): AsyncGenerator<Page, void, undefined> {
		let promise = first ?? request(query);
		first = undefined;
		for (let at: string | null = null; ; ) {
			const page = await promise;
			yield page;
			const { next } = page as CursorPage;
			// One that stays the same would never end.
			if (next === null || next === at) return;
			at = next;
			promise = request({ ...query, [position]: at });
		}
	}

	async function* items(): AsyncGenerator<Item, void, undefined> {
		for await (const page of pages())
			yield* (page as CursorPage).data as readonly Item[];
	}

	return Object.assign(list, {
		pages,
		[Symbol.asyncIterator]: items,
		async toArray({
			max = Number.POSITIVE_INFINITY,
		}: {
			max?: number | undefined;
		} = {}): Promise<Item[]> {
			checkNumber("max", max, 0);
			const all: Item[] = [];
			if (max > 0)
				for await (const item of items()) if (all.push(item) >= max) break;
			return all;
		},
	});
}
