/** Reads lists page by page. */
import type { Node, Operation, Request } from "@lomi/spec";
import type { HttpResponse } from "../http/response.ts";

/** Sends a valid request. Returns undefined if no response arrived. */
export type Send = (request: Request) => Promise<HttpResponse | undefined>;

export interface ListContents {
	/** In the order of the pages. */
	items: unknown[];
	/** True if the last page was reached. */
	complete: boolean;
	/** The last response; undefined if it was missing or an error. */
	lastResponse: HttpResponse | undefined;
}

/** How many pages are read: a merchant may have a million transactions. */
const MAX_PAGES = 12;

/**
 * Reads a list from its first page on.
 *
 * @param isEnough Ends it early, with the items of all pages so far.
 */
export async function readPages(
	{ send }: { send: Send },
	request: Request,
	{
		size = maxPageSize(request),
		isEnough = () => false,
	}: { size?: number; isEnough?: (items: unknown[]) => boolean } = {},
): Promise<ListContents> {
	const { pagination } = request.operation;
	const items: unknown[] = [];
	let lastResponse: HttpResponse | undefined;
	for (let page = 0; page < MAX_PAGES; page++) {
		const response = await send(pageRequest(request, size, page));
		if (response?.status !== 200)
			return { items, complete: false, lastResponse: undefined };
		lastResponse = response;
		const pageItems = itemsOf(response);
		items.push(...pageItems);
		// A server may return shorter pages than requested, and then says so.
		const used = Number(valueAt(response, pagination?.sizeUsed) ?? size);
		if (pagination?.style === "none" || pageItems.length < used)
			return { items, complete: true, lastResponse };
		if (isEnough(items)) break;
	}
	return { items, complete: false, lastResponse };
}

/** @param page Counted from 0. */
export function pageRequest(
	request: Request,
	size: number,
	page: number,
): Request {
	const { pagination } = request.operation;
	if (!pagination || pagination.style === "none") return request;
	const { position = pagination.style, size: sizeName = "" } = pagination;
	const value = pagination.style === "page" ? page + 1 : page * size;
	const others = request.query.filter(
		([name]) => name !== position && name !== sizeName,
	);
	return {
		...request,
		query: [...others, [sizeName, String(size)], [position, String(value)]],
	};
}

const DEFAULT_MAX_SIZE = 100;

/** The largest page size that the description allows. */
export function maxPageSize({ operation }: Request): number {
	const { pagination, parameters } = operation;
	const size = parameters.find(({ name }) => name === pagination?.size);
	return size?.schema.maximum ?? DEFAULT_MAX_SIZE;
}

export function itemsOf({ body }: HttpResponse): unknown[] {
	const { data } = (body ?? {}) as { data?: unknown };
	return Array.isArray(data) ? data : [];
}

/** @param path Path in the body: `meta.total_count`. */
export function valueAt(
	{ body }: HttpResponse,
	path: string | undefined,
): unknown {
	return path
		?.split(".")
		.reduce((node: unknown, key) => (node as Node | undefined)?.[key], body);
}

/** The query that includes the items that a list hides by default. */
export function showAll({ parameters }: Operation): Request["query"] {
	return parameters
		.filter(({ filter }) => filter?.hides)
		.map(({ name }) => [name, "true"]);
}
