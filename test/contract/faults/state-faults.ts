/** Faults that only several requests show: in the server's state, and in lists. */
import {
	idempotencyHeader,
	type Node,
} from "../../../packages/spec/operations.ts";
import { document } from "../../api.ts";
import type { Reply } from "../server/call.ts";
import type { Fault } from "../server/server.ts";
import {
	changingBody,
	changingPage,
	changingQuery,
	changingRequest,
	changingResources,
	changingResponse,
	changingSuccess,
	error,
	foundBy,
	type KnownFault,
} from "./fault.ts";

const HEADER = idempotencyHeader(document).toLowerCase();

const absent = changingResponse(() => error(404, "Not found"));

/** Keeps deleted resources for some operations. */
function showingDeleted(operations: string[]): Fault {
	const deleted = new Map<string, Node>();
	return (call, next, { resources }) => {
		const { operation, path, method } = call;
		const resource = resources.get(path);
		if (method === "DELETE" && resource) deleted.set(path, resource);
		if (!operations.includes(operation?.id ?? "")) return next(call);
		for (const [at, each] of deleted) resources.set(at, each);
		const reply = next(call);
		for (const at of deleted.keys()) resources.delete(at);
		return reply;
	};
}

/** Changes a resource before or after a PATCH, besides what that changes. */
function patching(
	change: (resource: Node, body: Node, before: Node) => void,
	when: "before" | "after",
): Fault {
	return (call, next, { resources }) => {
		const resource = resources.get(call.path) ?? {};
		const before = structuredClone(resource);
		if (when === "before") change(resource, call.body, before);
		const reply = next(call);
		if (when === "after") change(resource, call.body, before);
		return reply;
	};
}

/** Changes the response to a request with a used idempotency key. */
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

export const STATE_FAULTS: KnownFault[] = [
	...foundBy("ensure_resource_availability", "stateful", [
		["created resource can't be read", "getCustomer", absent],
		["created resource can't be updated", "updateWebhook", absent],
		["created resource can't be deleted", "deletePaymentLink", absent],
		[
			"created with a different value than was sent",
			"createCustomer",
			changingBody((body) => ({ ...body, city: "Elsewhere" })),
		],
		[
			"read with a different value than was created",
			"getPaymentLink",
			changingResources((resource) => {
				resource.title = resource.title.toUpperCase();
			}),
		],
		[
			"created resource missing from its list",
			"listProducts",
			(call, next, { resources, unlisted }) => {
				const reply = next(call);
				for (const path of resources.keys())
					if (call.method === "POST") unlisted.add(path);
				return reply;
			},
			["createProduct"],
		],
	]),
	...foundBy("patch_keeps_the_rest", "stateful", [
		[
			"PATCH that resets a field",
			"updateCustomer",
			patching((resource, body) => {
				if (!("phone_number" in body)) resource.phone_number = null;
			}, "before"),
		],
		[
			"PATCH that moves a resource to another merchant",
			"updateCustomer",
			patching((resource, body) => {
				if ("merchant_id" in body) resource.merchant_id = body.merchant_id;
			}, "before"),
		],
		[
			"PATCH that ignores a field",
			"updateCustomer",
			patching((resource, _, before) => {
				resource.address = before.address;
			}, "after"),
		],
		[
			"PATCH that isn't saved",
			"updatePaymentLink",
			(call, next, { resources }) => {
				const before = structuredClone(resources.get(call.path) ?? {});
				const reply = structuredClone(next(call));
				if (reply.status < 300) resources.set(call.path, before);
				return reply;
			},
		],
		[
			"metadata replaced instead of merged",
			"updateSubscriptionPlan",
			patching((resource, body) => {
				if (body.metadata) resource.metadata = {};
			}, "before"),
		],
		[
			"metadata merged instead of replaced",
			"updateCustomer",
			patching((resource, body, before) => {
				if (body.metadata)
					resource.metadata = { ...before.metadata, ...body.metadata };
			}, "after"),
		],
	]),
	...foundBy("use_after_free", "stateful", [
		[
			"deleted resource can be read",
			"getCustomer",
			showingDeleted(["getCustomer"]),
			["deleteCustomer"],
		],
		[
			"deleted resource can be updated",
			"updateWebhook",
			showingDeleted(["updateWebhook"]),
			["deleteWebhook"],
		],
		[
			"deleted resource is still listed",
			"listProducts",
			showingDeleted(["listProducts"]),
			["deleteProduct"],
		],
		[
			"204 for a second DELETE",
			"deletePaymentLink",
			changingResponse(({ status }) =>
				status === 404 ? { status: 204, body: undefined } : undefined,
			),
		],
	]),
	...foundBy("idempotency_replay", "stateful", [
		[
			"replay that creates another resource",
			"createCustomer",
			changingRequest(({ headers }) => ({
				headers: { ...headers, [HEADER]: undefined },
			})),
		],
		[
			"replay with a different status",
			"createCustomer",
			replaying(({ status }) => ({ status: status === 201 ? 200 : status })),
		],
		[
			"replay that gets an error",
			"deleteProduct",
			replaying(() => error(404, "Not found")),
		],
	]),
	...foundBy("idempotency_conflict", "stateful", [
		[
			"first response for a different request with the same key",
			"createPaymentLink",
			replaying((_, first) => first),
		],
		[
			"different request with the same key is executed",
			"updateCustomer",
			(call, next) => {
				const reply = next(call);
				const headers = { ...call.headers, [HEADER]: undefined };
				return reply.status === 409 ? next({ ...call, headers }) : reply;
			},
		],
	]),
	...foundBy("pagination_consistency", "stateful", [
		[
			"same page every time",
			"listTransactions",
			changingQuery((query) => query.delete("page")),
		],
		[
			"pages that overlap by one item",
			"listProducts",
			changingQuery((query) => {
				const offset = Number(query.get("offset"));
				if (offset > 0) query.set("offset", String(offset - 1));
			}),
		],
		[
			"pages counted from 0",
			"listTransactions",
			changingQuery((query) => {
				if (query.has("page"))
					query.set("page", `${Number(query.get("page")) + 1}`);
			}),
		],
		[
			"offset that counts pages",
			"listSubscriptions",
			changingQuery((query) => {
				const skipped =
					Number(query.get("offset")) * Number(query.get("limit"));
				query.set("offset", String(skipped));
			}),
		],
		[
			"last page without its last item",
			"listSubscriptionPlans",
			changingPage((page, { query }) =>
				page.length < Number(query.get("limit")) ? page.slice(0, -1) : page,
			),
		],
		[
			"total that is too high",
			"listProducts",
			changingSuccess(({ meta }) => {
				meta.total_count += 1;
			}),
		],
		[
			"order that depends on the page size",
			"listTransactions",
			changingPage((page, { query }) =>
				query.get("limit") === "2" ? page.toReversed() : page,
			),
		],
		[
			"first page again after the last",
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
	...foundBy("filter_conformance", "stateful", [
		[
			"filter ignored",
			"listTransactions",
			changingQuery((query) => query.delete("provider")),
		],
		[
			"only the first of several values used",
			"listTransactions",
			changingQuery((query) => {
				const [first = ""] = (query.get("status") ?? "").split(",");
				if (first) query.set("status", first);
			}),
		],
		[
			"filtered list without a matching item",
			"listSubscriptions",
			changingPage((page, { query }) =>
				query.has("status") ? page.slice(1) : page,
			),
		],
		[
			"`from` that excludes its own time",
			"listTransactions",
			changingPage((page, { query }) =>
				page.filter(({ created_at }) => created_at !== query.get("from_date")),
			),
		],
		[
			"`to` that excludes its own day",
			"listTransactions",
			changingPage((page, { query }) =>
				page.filter(
					({ created_at }) =>
						created_at.slice(0, 10) !== query.get("to_date")?.slice(0, 10),
				),
			),
		],
		[
			"`false` handled as true",
			"listProducts",
			changingQuery((query) => {
				if (query.has("is_active")) query.set("is_active", "true");
			}),
		],
		[
			"only one of two filters used",
			"listSubscriptions",
			changingQuery((query) => {
				if (query.has("customer_id")) query.delete("status");
			}),
		],
		[
			"expired links included by default",
			"listPaymentLinks",
			changingQuery((query) => query.set("include_expired", "true")),
		],
	]),
];
