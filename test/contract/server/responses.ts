/** The test server's responses to valid requests: from its memory, in the shape of the documented examples. */

import { variantsOf } from "../../../packages/contract/requests/invalid-requests.ts";
import { toSmallestUnit } from "../../../packages/sandbox/money.ts";
import {
	type Description,
	type Node,
	type Operation,
	resolve,
} from "../../../packages/spec/operations.ts";
import type { Call, Reply } from "./call.ts";
import { copyOf, fits, type Memory, successOf } from "./memory.ts";

/** Handles a valid request. */
export type Handler = (operation: Operation, call: Call) => Reply;

export function createHandler(
	document: Description,
	operations: Operation[],
	{ resources, unlisted, itemsOf }: Memory,
): Handler {
	const schemaOf = (operation: Operation): Node =>
		resolve(document, { $ref: successOf(operation).body?.schema });

	const list: Handler = (operation, { path, query }) => {
		const { parameters, pagination = { style: "none" } } = operation;
		const all = itemsOf(path).filter((item) => !unlisted.has(item.path));
		const matching = all
			.map(({ data }) => data)
			.filter((data) => fits(parameters, query, data));
		const requested = (name = "") => {
			const found = parameters.find((each) => each.name === name);
			return Number(query.get(name) ?? found?.schema.default);
		};
		const paged = pagination.style !== "none";
		const limit = paged ? requested(pagination.size) : all.length;
		const at = paged ? requested(pagination.position) : 0;
		const offset = pagination.style === "page" ? (at - 1) * limit : at;
		const data = matching.slice(offset, offset + limit);
		const metaValue = (name: string) => {
			if (name === "total_pages") return Math.ceil(matching.length / limit);
			if (name === "total_returned") return data.length;
			if (name.startsWith("total")) return matching.length;
			return /^(limit|per_page|pageSize)$/.test(name) ? limit : at;
		};
		const { meta } = schemaOf(operation).properties;
		const names = Object.keys(resolve(document, meta ?? {}).properties ?? {});
		const metaValues = Object.fromEntries(
			names.map((name) => [name, metaValue(name)]),
		);
		return success(operation, { data, ...(meta && { meta: metaValues }) });
	};

	const create: Handler = (operation, { path, body }) => {
		const { body: documented, links } = successOf(operation);
		const { tag = "" } = operation.body ?? {};
		const example = documented?.examples
			.map(({ value }) => value as Node)
			.find(({ data }) => data[tag] === body[tag]);
		const [id, data] = copyOf(example?.data, 1);
		const fields = fieldsOf(document, operation);
		const shape = resolve(document, schemaOf(operation).properties.data);
		for (const [name, field] of fields) {
			const responseName = responseNameOf(name, field);
			if (!(responseName in shape.properties) || field.deprecated) continue;
			data[responseName] = name in body ? body[name] : (field.default ?? null);
			if (data[responseName] === null && !shape.required.includes(responseName))
				delete data[responseName];
			if (field.format !== "uuid" || !body[name]) continue;
			const other = [...resources.values()].find(
				(resource) =>
					Object.keys(resource)[0] === name && resource[name] === body[name],
			);
			if (!other) return refusal(operation, "unknown");
			if (other.currency_code !== body.currency_code) {
				const rejection = find(operation, "otherCurrency");
				if (rejection) return rejection;
			}
			if ("amount" in data) data.amount = priceOf(other, data.quantity);
		}
		if (isTaken(path, body)) return refusal(operation, "urlTaken");
		const { expiration_minutes: lasting } = Object.fromEntries(fields);
		const minutes = body.expiration_minutes ?? lasting?.default;
		if (lasting) data.expires_at = toTime(Date.now() + 60_000 * minutes);
		for (const name of ["created_at", "updated_at"])
			if (name in data) data[name] = toTime();
		resources.set(`${path}/${id}`, data);
		const linked = links.map(({ operationId }) => operationId);
		const isListed = operations.some(
			(each) => each.path === operation.path && linked.includes(each.id),
		);
		if (!isListed) unlisted.add(`${path}/${id}`);
		return success(operation, { ...example, data });
	};

	const isTaken = (path: string, { url }: Node) =>
		url &&
		[...resources].some(([other, data]) => other !== path && data.url === url);

	const change: Handler = (operation, { path, body }) => {
		if (isTaken(path, body)) return refusal(operation, "urlTaken");
		const data = resources.get(path) as Node;
		for (const [name, field] of fieldsOf(document, operation)) {
			if (!(name in body) || field.deprecated) continue;
			const merges = name === "metadata" && operation.metadata === "merge";
			data[responseNameOf(name, field)] = merges
				? { ...data[name], ...body[name] }
				: body[name];
		}
		data.updated_at = toTime();
		return success(operation, { data });
	};

	const remove: Handler = (operation, { path }) => {
		const data = resources.get(path) as Node;
		const { data: example } = exampleOf(operation);
		const [[field = "", id] = []] = Object.entries(data);
		const inUse = find(operation, "planInUse");
		const uses = (each: Node) =>
			each !== data && each.status === "active" && each[field] === id;
		if (inUse && [...resources.values()].some(uses)) return inUse;
		// A DELETE with links ends the resource without removing it.
		if (successOf(operation).links.length > 0) {
			const { status, next_billing_date } = example;
			const end_date = toTime();
			Object.assign(data, { status, end_date, next_billing_date });
			return success(operation, { data });
		}
		for (const each of resources.keys())
			if (`${each}/`.startsWith(`${path}/`)) resources.delete(each);
		return success(operation, { data: { ...example, [field]: id } });
	};

	/** Values that are computed for a merchant, such as its balance. */
	const compute: Handler = (operation, { query, parameters }) => {
		const filters = Object.fromEntries(query);
		const merchant_id = parameters.id;
		const { data } = exampleOf(operation);
		return success(operation, { data: { ...data, ...filters, merchant_id } });
	};

	/** Tests a webhook endpoint, which is logged, or retries a failed delivery. */
	const deliver: Handler = (operation, { path, parameters }) => {
		const { id, webhook_id = id } = parameters;
		const logged = resources.get(path.replace("/retry", ""));
		if (logged?.success) return refusal(operation, "notFailed");
		const [[, seeded] = []] = [...resources].filter(([at]) =>
			at.includes("/logs/"),
		);
		const [log_id, log] = logged ? [logged.id] : copyOf(seeded ?? {}, 1);
		if (log)
			resources.set(`/webhooks/${webhook_id}/logs/${log_id}`, {
				...log,
				webhook_id,
				created_at: toTime(),
			});
		const { data } = exampleOf(operation);
		return success(operation, { data: { ...data, webhook_id, log_id } });
	};

	return (operation, call) => {
		const { path, query } = call;
		const { parameters, method, pagination } = operation;
		const segments = path.split("/");
		const ancestors = operation.path
			.split("/")
			.flatMap((segment, index) =>
				segment.startsWith("{") ? segments.slice(0, index + 1).join("/") : [],
			);
		const own = resources.get(path);
		if (!ancestors.every((each) => resources.has(each)))
			return refusal(operation, "notFound", "unknown");
		if (own && !fits(parameters, query, own))
			return refusal(operation, "notFound");
		if (pagination) return list(operation, call);
		if (own && method === "get") return success(operation, { data: own });
		if (method === "get") return compute(operation, call);
		if (method === "patch") return change(operation, call);
		if (method === "delete") return remove(operation, call);
		const creates = successOf(operation).status === 201;
		return creates ? create(operation, call) : deliver(operation, call);
	};
}

/** A success, in the envelope of the operation's first example. */
function success(operation: Operation, body: Node): Reply {
	const { status, body: documented } = successOf(operation);
	const sent = documented && { ...exampleOf(operation), ...body };
	return { status, headers: {}, ...(sent && { body: sent }) };
}

/** The first example of an operation's success, or an empty object if it has no body. */
function exampleOf(operation: Operation): Node {
	return (successOf(operation).body?.examples[0]?.value ?? {}) as Node;
}

/** The documented error for the first of some scenarios that the operation has. */
export function refusal(operation: Operation, ...names: string[]): Reply {
	for (const name of names) {
		const found = find(operation, name);
		if (found) return found;
	}
	throw new Error(`${operation.id} has no example ${names}.`);
}

function find({ answers }: Operation, name: string): Reply | undefined {
	for (const { status, body } of answers)
		for (const { scenario, value } of body?.examples ?? [])
			if (scenario.startsWith(name))
				return { status, headers: {}, body: value };
	return undefined;
}

/** The fields of an operation's body, in all variants of its schema. */
function fieldsOf(
	document: Description,
	{ body }: Operation,
): Map<string, Node> {
	return new Map(
		variantsOf(document, body?.schema ?? "").flatMap(({ schema }) =>
			Object.entries<Node>(schema.properties),
		),
	);
}

/** The name of a field in responses: `authorized_events` is `events` there. */
function responseNameOf(name: string, { description = "" }: Node): string {
	return /Called `(\w+)` in answers/.exec(description)?.[1] ?? name;
}

/** The amount of a plan, or of some of a product. */
function priceOf({ amount, price, currency_code }: Node, quantity: number) {
	return amount ?? toSmallestUnit(price, currency_code) * quantity;
}

function toTime(time = Date.now()): string {
	return new Date(time).toISOString();
}
