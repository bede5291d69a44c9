/** Finds resources whose creation went wrong on the way back: no response arrived, or one that doesn't say what was created. */
import {
	documentedRequest,
	type Node,
	type Operation,
	type Request,
} from "@lomi/spec";
import type { HttpResponse } from "../http/response.ts";
import { differingFields } from "./compare-fields.ts";
import {
	CREATED,
	createsResource,
	deletesResource,
	idField,
	type ResolvedLink,
	resolveLinks,
} from "./links.ts";
import {
	itemsOf,
	maxPageSize,
	pageRequest,
	readPages,
	type Send,
	showAll,
} from "./list-pages.ts";
import { requiredQuery } from "./request-body.ts";

interface Found {
	request: Request;
	links: ResolvedLink[];
}

/** A request that may have created a resource. */
interface Creation {
	request: Request;
	/** True if the server said so. */
	certain: boolean;
}

export interface Unidentified {
	/** Remembers what is in the list of an operation's resources, before the first request that creates one. */
	remember(request: Request, send: Send): Promise<void>;
	/** Records what a request may have created, if its response has no links to it. Returns whether it did. */
	add(request: Request, response: HttpResponse | undefined): boolean;
	/**
	 * Looks in the lists for what was recorded, and forgets it.
	 *
	 * @param isIdentified Whether an ID is of a resource that is accounted for.
	 * @param send Sends the requests for lists.
	 * @returns What was created: the links to it, or none if the server said so but has it in no list.
	 */
	find(isIdentified: (id: string) => boolean, send: Send): Promise<Found[]>;
}

/** Whether a request may create a resource that the API can delete again. */
function createsDeletable(
	{ operation, method }: Request,
	operations: Operation[],
): boolean {
	return (
		createsResource(operation) &&
		method === operation.method.toUpperCase() &&
		operations.some(
			(each) =>
				deletesResource(each) && each.path.startsWith(`${operation.path}/{`),
		)
	);
}

export function createUnidentified(operations: Operation[]): Unidentified {
	/** By path of the list: the IDs on its first page before the run created anything. */
	const before = new Map<string, ReadonlySet<string>>();
	let creations: Creation[] = [];

	const listOf = ({ operation, path }: Request): Request | undefined => {
		const list = operations.find(
			(each) =>
				each.method === "get" &&
				each.pagination &&
				each.path === operation.path,
		);
		if (!list) return undefined;
		const request = documentedRequest(list);
		return {
			...request,
			path,
			query: [...requiredQuery(list, request), ...showAll(list)],
		};
	};
	const idsOf = ({ operation }: Request, items: unknown[]): string[] => {
		const field = idField(operation, operations) ?? "";
		return items.map((item) => String((item as Node | null)?.[field]));
	};
	const keyOf = ({ operation, path }: Request) =>
		JSON.stringify([operation.path, path]);

	/** The items that were added to a list since it was remembered. Lists begin with the newest. */
	const addedTo = async (creation: Request, send: Send): Promise<Node[]> => {
		const list = listOf(creation);
		const known = before.get(keyOf(creation));
		if (!list || !known) return [];
		const isKnown = (id: string) => known.has(id);
		const { items } = await readPages({ send }, list, {
			isEnough: (some) => idsOf(creation, some).some(isKnown),
		});
		const end = idsOf(creation, items).findIndex(isKnown);
		return (end < 0 ? items : items.slice(0, end)) as Node[];
	};

	return {
		async remember(request, send) {
			const list = listOf(request);
			const key = keyOf(request);
			if (!list || before.has(key) || !createsDeletable(request, operations))
				return;
			const response = await send(pageRequest(list, maxPageSize(list), 0));
			// Without this list nothing can be told apart from what was there.
			if (response?.status === 200 && response.body !== undefined)
				before.set(key, new Set(idsOf(request, itemsOf(response))));
		},
		add(request, response) {
			const resent = response?.resent === true;
			const succeeded = response !== undefined && response.status < 300;
			const failed = response === undefined || response.status >= 500;
			if (!(succeeded || failed || resent)) return false;
			if (!createsDeletable(request, operations)) return false;
			const certain = succeeded && !resent;
			creations.push({ request, certain });
			return true;
		},
		async find(isIdentified, send) {
			// The fullest first: what a short body says is true of more items.
			const wanted = creations.toSorted(
				(a, b) => fieldCount(b.request) - fieldCount(a.request),
			);
			const lists = new Map<string, Node[]>();
			for (const { request } of wanted)
				if (!lists.has(keyOf(request)))
					lists.set(keyOf(request), await addedTo(request, send));
			// Not before: if the run is aborted meanwhile, the final clean-up must still look for them.
			creations = [];
			const found: Found[] = [];
			const matched = new Set<Creation>();
			/** Takes an item out of the list that a request may have created. */
			const take = (creation: Creation, tolerance: number): boolean => {
				const { request } = creation;
				const items = lists.get(keyOf(request)) ?? [];
				const ids = idsOf(request, items);
				const index = items.findIndex(
					(item, position) =>
						!isIdentified(ids[position] ?? "") &&
						wasSent(request, item, tolerance),
				);
				if (index < 0) return false;
				const [data] = items.splice(index, 1);
				const created = { status: CREATED, body: { data } };
				const links = resolveLinks(operations, request, created);
				found.push({ request, links });
				matched.add(creation);
				return true;
			};
			for (const creation of wanted) take(creation, 0);
			// A request is sent again if its connection was closed.
			for (const creation of wanted) while (take(creation, 0));
			const { certain = [] } = Object.groupBy(wanted, (creation) =>
				creation.certain && !matched.has(creation) ? "certain" : "others",
			);
			// A server that says that it created something may have left out or changed some of what was sent.
			for (const creation of certain)
				if (!take(creation, MAX_UNLIKE))
					found.push({ request: creation.request, links: [] });
			return found;
		},
	};
}

function fieldCount({ body }: Request): number {
	return Object.keys(body ?? {}).length;
}

/** The part of the values sent that may differ in a resource that the server says it created. */
const MAX_UNLIKE = 0.5;

/** Whether an item has the values that a request sent, apart from so many of them. */
function wasSent({ body }: Request, item: Node, tolerance: number): boolean {
	if (typeof body !== "object" || body === null) return false;
	const shared = Object.keys(body).filter((name) => name in item).length;
	const unlike = differingFields(body as Node, item).length;
	return shared > 0 && unlike <= shared * tolerance;
}
