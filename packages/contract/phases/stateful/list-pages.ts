/** Fills lists, and reads them page by page. */
import type { Node, Operation, Request } from "@lomi/spec";
import type { HttpResponse } from "../../http/response.ts";
import { sourcesOf } from "../../resources/links.ts";
import type { RequestMaker } from "../../resources/resources.ts";
import type { RequestSender } from "../capabilities.ts";

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

/** Reads a list from its first page on. */
export async function readPages(
	{ send }: RequestSender,
	request: Request,
	size = maxPageSize(request),
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
	}
	return { items, complete: false, lastResponse };
}

/** How many items a list needs for its pagination to be worth testing. */
const MIN_ITEMS = 5;

interface FillOptions {
	operations: Operation[];
	requestMaker: RequestMaker;
	mayWrite: boolean;
}

/** Returns a request for a list, after creating items if it has too few and the description links an operation that creates them. */
export async function fillList(
	options: RequestSender & FillOptions,
	list: Operation,
): Promise<Request> {
	const { send, operations, requestMaker, mayWrite } = options;
	const request = (await requestMaker(list))();
	const [source] = sourcesOf(list, operations);
	if (source?.method !== "post" || !mayWrite) return request;
	const first = await send(pageRequest(request, MIN_ITEMS, 0));
	if (first?.status !== 200) return request;
	const createRequest = await requestMaker(source);
	const after: Request[] = [];
	for (let count = itemsOf(first).length; count < MIN_ITEMS; count++) {
		const creation = createRequest();
		await send(creation);
		after.push(creation);
	}
	return { ...request, after };
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
