/** Faults that only several requests show: in what is remembered, and in lists. */
import {
	idempotencyHeader,
	type Node,
} from "../../../packages/spec/operations.ts";
import { document } from "../../api.ts";
import type { Fault, Reply } from "../server/server.ts";
import {
	answering,
	found,
	hearing,
	house,
	type KnownFault,
	paging,
	querying,
	showing,
	taking,
	wrapping,
} from "./fault.ts";

const HEADER = idempotencyHeader(document).toLowerCase();

const absent = answering(() => house(404, "Not found"));

/** Deletes, and still shows what was deleted to some operations. */
function showingDeleted(operations: string[]): Fault {
	const deleted = new Map<string, Node>();
	return (call, next, { things }) => {
		const { operation, path, method } = call;
		const thing = things.get(path);
		if (method === "DELETE" && thing) deleted.set(path, thing);
		if (!operations.includes(operation?.id ?? "")) return next(call);
		for (const [at, each] of deleted) things.set(at, each);
		const reply = next(call);
		for (const at of deleted.keys()) things.delete(at);
		return reply;
	};
}

/** Changes a thing besides what a PATCH does, before or after it. */
function patching(
	change: (thing: Node, body: Node, before: Node) => void,
	when: "before" | "after",
): Fault {
	return (call, next, { things }) => {
		const thing = things.get(call.path) ?? {};
		const before = structuredClone(thing);
		if (when === "before") change(thing, call.body, before);
		const reply = next(call);
		if (when === "after") change(thing, call.body, before);
		return reply;
	};
}

/** Under a key that was used, answers something else than it should. */
function replaying(
	change: (reply: Reply, first: Reply) => Partial<Reply>,
): Fault {
	const firsts = new Map<string, Reply>();
	return (call, next) => {
		const reply = next(call);
		const key = call.headers[HEADER];
		const first = key === undefined ? undefined : firsts.get(key);
		if (key && !first) firsts.set(key, reply);
		return first ? { ...reply, ...change(reply, first) } : reply;
	};
}

export const MEMORIES: KnownFault[] = [
	...found("ensure_resource_availability", "stateful", [
		["what was created can't be read", "getCustomer", absent],
		["what was created can't be changed", "updateWebhook", absent],
		["what was created can't be deleted", "deletePaymentLink", absent],
		[
			"created with another value than was sent",
			"createCustomer",
			taking((body) => ({ ...body, city: null })),
		],
		[
			"read with another value than was created",
			"getPaymentLink",
			showing((thing) => {
				thing.title = thing.title.toUpperCase();
			}),
		],
		[
			"what was created is not in its list",
			"listProducts",
			(call, next, { things, unlisted }) => {
				const reply = next(call);
				for (const path of things.keys())
					if (call.method === "POST") unlisted.add(path);
				return reply;
			},
			["createProduct"],
		],
	]),
	...found("patch_keeps_the_rest", "stateful", [
		[
			"PATCH that resets a field",
			"updateCustomer",
			patching((thing, body) => {
				if (!("phone_number" in body)) thing.phone_number = null;
			}, "before"),
		],
		[
			"PATCH that leaves a field as it was",
			"updateCustomer",
			patching((thing, _, before) => {
				thing.address = before.address;
			}, "after"),
		],
		[
			"PATCH that is answered and not kept",
			"updatePaymentLink",
			(call, next, { things }) => {
				const before = structuredClone(things.get(call.path) ?? {});
				const reply = structuredClone(next(call));
				if (reply.status < 300) things.set(call.path, before);
				return reply;
			},
		],
		[
			"metadata replaced in place of merged",
			"updateSubscriptionPlan",
			patching((thing, body) => {
				if (body.metadata) thing.metadata = {};
			}, "before"),
		],
		[
			"metadata merged in place of replaced",
			"updateCustomer",
			patching((thing, body, before) => {
				if (body.metadata)
					thing.metadata = { ...before.metadata, ...body.metadata };
			}, "after"),
		],
	]),
	...found("use_after_free", "stateful", [
		[
			"what was deleted is still there",
			"getCustomer",
			showingDeleted(["getCustomer"]),
			["deleteCustomer"],
		],
		[
			"what was deleted can be changed",
			"updateWebhook",
			showingDeleted(["updateWebhook"]),
			["deleteWebhook"],
		],
		[
			"what was deleted is still listed",
			"listProducts",
			showingDeleted(["listProducts"]),
			["deleteProduct"],
		],
		[
			"204 for deleting twice",
			"deletePaymentLink",
			answering(({ status }) =>
				status === 404 ? { status: 204, body: undefined } : undefined,
			),
		],
	]),
	...found("idempotency_replay", "stateful", [
		[
			"replay that makes another",
			"createCustomer",
			hearing(({ headers }) => ({
				headers: { ...headers, [HEADER]: undefined },
			})),
		],
		[
			"replay with another status",
			"createCustomer",
			replaying(({ status }) => ({ status: status === 201 ? 200 : status })),
		],
		[
			"replay that is answered as a mistake",
			"deleteProduct",
			replaying(() => house(404, "Not found")),
		],
	]),
	...found("idempotency_conflict", "stateful", [
		[
			"first answer for another request under the same key",
			"createPaymentLink",
			replaying((_, first) => first),
		],
		[
			"another request under the same key is done",
			"updateCustomer",
			(call, next) => {
				const reply = next(call);
				const headers = { ...call.headers, [HEADER]: undefined };
				return reply.status === 409 ? next({ ...call, headers }) : reply;
			},
		],
	]),
	...found("pagination_consistency", "stateful", [
		[
			"same page again and again",
			"listTransactions",
			querying((query) => query.delete("page")),
		],
		[
			"pages that overlap by one",
			"listProducts",
			querying((query) => {
				const offset = Number(query.get("offset"));
				if (offset > 0) query.set("offset", String(offset - 1));
			}),
		],
		[
			"pages counted from 0",
			"listTransactions",
			querying((query) => {
				if (query.has("page"))
					query.set("page", `${Number(query.get("page")) + 1}`);
			}),
		],
		[
			"offset that counts pages",
			"listSubscriptions",
			querying((query) => {
				const skipped =
					Number(query.get("offset")) * Number(query.get("limit"));
				query.set("offset", String(skipped));
			}),
		],
		[
			"last page that lacks an item",
			"listSubscriptionPlans",
			paging((page, { query }) =>
				page.length < Number(query.get("limit")) ? page.slice(0, -1) : page,
			),
		],
		[
			"total that is too high",
			"listProducts",
			wrapping(({ meta }) => {
				meta.total_count += 1;
			}),
		],
		[
			"order that follows from the page size",
			"listTransactions",
			paging((page, { query }) =>
				query.get("limit") === "2" ? page.toReversed() : page,
			),
		],
		[
			"first page again behind the last",
			"listCheckoutSessions",
			(call, next) => {
				const reply = next(call);
				const { data } = reply.body as { data?: unknown[] };
				const query = new URLSearchParams(call.query);
				query.delete("page");
				return data?.length === 0 ? next({ ...call, query }) : reply;
			},
		],
	]),
	...found("filter_conformance", "stateful", [
		[
			"filter ignored",
			"listTransactions",
			querying((query) => query.delete("provider")),
		],
		[
			"list of values of which only the first counts",
			"listTransactions",
			querying((query) => {
				const [first = ""] = (query.get("status") ?? "").split(",");
				if (first) query.set("status", first);
			}),
		],
		[
			"filtered list that lacks an item",
			"listSubscriptions",
			paging((page, { query }) => (query.has("status") ? page.slice(1) : page)),
		],
		[
			"`from` that leaves out its own time",
			"listTransactions",
			paging((page, { query }) =>
				page.filter(({ created_at }) => created_at !== query.get("from_date")),
			),
		],
		[
			"`to` that leaves out its own day",
			"listTransactions",
			paging((page, { query }) =>
				page.filter(
					({ created_at }) =>
						created_at.slice(0, 10) !== query.get("to_date")?.slice(0, 10),
				),
			),
		],
		[
			"`false` taken for true",
			"listProducts",
			querying((query) => {
				if (query.has("is_active")) query.set("is_active", "true");
			}),
		],
		[
			"of two filters only one counts",
			"listSubscriptions",
			querying((query) => {
				if (query.has("customer_id")) query.delete("status");
			}),
		],
		[
			"expired links shown without being asked for",
			"listPaymentLinks",
			querying((query) => query.set("include_expired", "true")),
		],
	]),
];
