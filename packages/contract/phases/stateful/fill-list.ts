/** Fills a list, so that its pages are worth reading. */
import type { Operation, Request } from "@lomi/spec";
import { sourcesOf } from "../../resources/links.ts";
import { itemsOf, pageRequest } from "../../resources/list-pages.ts";
import type { RequestMaker } from "../../resources/resources.ts";
import type { RequestSender } from "../capabilities.ts";

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
