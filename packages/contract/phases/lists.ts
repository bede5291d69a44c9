/** Fills lists, and walks their pages. */
import type { Node, Operation, Request } from "@lomi/spec";
import { sourcesOf } from "../links.ts";
import type { Run } from "../run.ts";
import type { Answer } from "../send.ts";

export interface Walk {
	/** In the order in which the pages gave them. */
	items: unknown[];
	/** True where the last page is known to be the last. */
	ended: boolean;
	/** The answer that came last; undefined where none came, or an error. */
	last: Answer | undefined;
}

/** So many pages are walked at the most: a merchant may have a million transactions. */
export const MOST_PAGES = 12;

/** Walks a list from its first page to its last one, or as far as is reasonable. */
export async function walk(
	run: Run,
	request: Request,
	size = largestSize(request),
): Promise<Walk> {
	const { pagination } = request.operation;
	const items: unknown[] = [];
	let last: Answer | undefined;
	for (let page = 0; page < MOST_PAGES; page++) {
		const answer = await run.attempt(pageOf(request, size, page));
		if (answer?.status !== 200) return { items, ended: false, last: undefined };
		last = answer;
		const found = itemsOf(answer);
		items.push(...found);
		// A server may give shorter pages than were asked for, and then says so.
		const used = Number(metaOf(answer, pagination?.sizeUsed) ?? size);
		if (pagination?.style === "none" || found.length < used)
			return { items, ended: true, last };
	}
	return { items, ended: false, last };
}

/** So many items a list should have for its pages to be worth walking. */
const ENOUGH = 5;

/** A request for a list. Where that has few items and an operation says that what it makes stands there, more are made. */
export async function filled(run: Run, list: Operation): Promise<Request> {
	const request = (await run.resources.maker(list))();
	const [source] = sourcesOf(list, run.operations);
	if (source?.method !== "post" || !run.settings.mayWrite) return request;
	const first = await run.attempt(pageOf(request, ENOUGH, 0));
	if (first?.status !== 200) return request;
	const good = await run.resources.maker(source);
	const after: Request[] = [];
	for (let count = itemsOf(first).length; count < ENOUGH; count++) {
		const sent = good();
		await run.attempt(sent);
		after.push(sent);
	}
	return { ...request, after };
}

/** A request for a page, counted from 0. */
export function pageOf(request: Request, size: number, page: number): Request {
	const { pagination } = request.operation;
	if (!pagination || pagination.style === "none") return request;
	const { position = pagination.style, size: sizeName = "" } = pagination;
	const at = pagination.style === "page" ? page + 1 : page * size;
	const others = request.query.filter(
		([name]) => name !== position && name !== sizeName,
	);
	return {
		...request,
		query: [...others, [sizeName, String(size)], [position, String(at)]],
	};
}

/** The largest page that may be asked for; where nothing says so, a hundred items. */
export function largestSize({ operation }: Request): number {
	const { pagination, parameters } = operation;
	const size = parameters.find(({ name }) => name === pagination?.size);
	return size?.schema.maximum ?? 100;
}

/** The items of a page. */
export function itemsOf({ body }: Answer): unknown[] {
	const { data } = (body ?? {}) as { data?: unknown };
	return Array.isArray(data) ? data : [];
}

/** What a page says under `meta`: `meta.total_count`. */
export function metaOf({ body }: Answer, place: string | undefined): unknown {
	return place
		?.split(".")
		.reduce((at: unknown, key) => (at as Node | undefined)?.[key], body);
}
