/** How the tests' server answers a request that is well formed: from its memory, and in the form of the documented examples. */
import { variantsOf } from "../../../packages/contract/requests/invalid-requests.ts";
import {
	type Description,
	type Node,
	type Operation,
	resolve,
} from "../../../packages/spec/operations.ts";
import { copyOf, fits, type Memory, successOf } from "./memory.ts";
import type { Call, Reply } from "./server.ts";

/** Gives the answer to a request in which nothing is wrong. */
export type Answers = (operation: Operation, call: Call) => Reply;

export function createAnswers(
	document: Description,
	operations: Operation[],
	{ things, unlisted, itemsOf }: Memory,
): Answers {
	const schemaOf = (operation: Operation): Node =>
		resolve(document, { $ref: successOf(operation).body?.schema });

	const list: Answers = (operation, { path, query }) => {
		const { parameters, pagination = { style: "none" } } = operation;
		const all = itemsOf(path).filter((item) => !unlisted.has(item.path));
		const fitting = all
			.map(({ data }) => data)
			.filter((data) => fits(parameters, query, data));
		const asked = (name = "") => {
			const found = parameters.find((each) => each.name === name);
			return Number(query.get(name) ?? found?.schema.default);
		};
		const paged = pagination.style !== "none";
		const limit = paged ? asked(pagination.size) : all.length;
		const at = paged ? asked(pagination.position) : 0;
		const offset = pagination.style === "page" ? (at - 1) * limit : at;
		const data = fitting.slice(offset, offset + limit);
		const said = (name: string) => {
			if (name === "total_pages") return Math.ceil(fitting.length / limit);
			if (name === "total_returned") return data.length;
			if (name.startsWith("total")) return fitting.length;
			return /^(limit|per_page|pageSize)$/.test(name) ? limit : at;
		};
		const { meta } = schemaOf(operation).properties;
		const names = Object.keys(resolve(document, meta ?? {}).properties ?? {});
		const told = Object.fromEntries(names.map((name) => [name, said(name)]));
		return success(operation, { data, ...(meta && { meta: told }) });
	};

	const create: Answers = (operation, { path, body }) => {
		const { body: documented, links } = successOf(operation);
		const { tag = "" } = operation.body ?? {};
		const example = documented?.examples
			.map(({ value }) => value as Node)
			.find(({ data }) => data[tag] === body[tag]);
		const [id, data] = copyOf(example?.data, 1);
		const fields = fieldsOf(document, operation);
		const shape = resolve(document, schemaOf(operation).properties.data);
		for (const [name, field] of fields) {
			const shown = shownAs(name, field);
			if (!(shown in shape.properties) || field.deprecated) continue;
			data[shown] = name in body ? body[name] : (field.default ?? null);
			if (data[shown] === null && !shape.required.includes(shown))
				delete data[shown];
			if (field.format !== "uuid" || !body[name]) continue;
			const other = [...things.values()].find(
				(thing) => Object.keys(thing)[0] === name && thing[name] === body[name],
			);
			if (!other) return refusal(operation, "unknown");
			if (other.currency_code !== body.currency_code) {
				const refused = find(operation, "otherCurrency");
				if (refused) return refused;
			}
		}
		if (isTaken(path, body)) return refusal(operation, "urlTaken");
		const { expiration_minutes: lasting } = Object.fromEntries(fields);
		const minutes = body.expiration_minutes ?? lasting?.default;
		if (lasting) data.expires_at = toTime(Date.now() + 60_000 * minutes);
		for (const name of ["created_at", "updated_at"])
			if (name in data) data[name] = toTime();
		things.set(`${path}/${id}`, data);
		const leads = links.map(({ operationId }) => operationId);
		const isListed = operations.some(
			(each) => each.path === operation.path && leads.includes(each.id),
		);
		if (!isListed) unlisted.add(`${path}/${id}`);
		return success(operation, { ...example, data });
	};

	const isTaken = (path: string, { url }: Node) =>
		url &&
		[...things].some(([other, data]) => other !== path && data.url === url);

	const change: Answers = (operation, { path, body }) => {
		if (isTaken(path, body)) return refusal(operation, "urlTaken");
		const data = things.get(path) as Node;
		for (const [name, field] of fieldsOf(document, operation)) {
			if (!(name in body)) continue;
			const merges = name === "metadata" && operation.metadata === "merge";
			data[shownAs(name, field)] = merges
				? { ...data[name], ...body[name] }
				: body[name];
		}
		data.updated_at = toTime();
		return success(operation, { data });
	};

	const remove: Answers = (operation, { path }) => {
		const data = things.get(path) as Node;
		const { data: shown } = exampleOf(operation);
		const [[field = "", id] = []] = Object.entries(data);
		const inUse = find(operation, "planInUse");
		const uses = (each: Node) =>
			each !== data && each.status === "active" && each[field] === id;
		if (inUse && [...things.values()].some(uses)) return inUse;
		// What leads on to the thing has only ended it.
		if (successOf(operation).links.length > 0) {
			const { status, next_billing_date } = shown;
			const end_date = toTime();
			Object.assign(data, { status, end_date, next_billing_date });
			return success(operation, { data });
		}
		for (const each of things.keys())
			if (`${each}/`.startsWith(`${path}/`)) things.delete(each);
		return success(operation, { data: { ...shown, [field]: id } });
	};

	/** What is figured out of a merchant, such as its balance. */
	const figure: Answers = (operation, { query, parameters }) => {
		const asked = Object.fromEntries(query);
		const merchant_id = parameters.id;
		const { data } = exampleOf(operation);
		return success(operation, { data: { ...data, ...asked, merchant_id } });
	};

	/** A test of an endpoint, which is logged, or a failed delivery once more. */
	const deliver: Answers = (operation, { path, parameters }) => {
		const { id, webhook_id = id } = parameters;
		const logged = things.get(path.replace("/retry", ""));
		if (logged?.success) return refusal(operation, "notFailed");
		const [[, seeded] = []] = [...things].filter(([at]) =>
			at.includes("/logs/"),
		);
		const [log_id, log] = logged ? [logged.id] : copyOf(seeded ?? {}, 1);
		if (log)
			things.set(`/webhooks/${webhook_id}/logs/${log_id}`, {
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
		const above = operation.path
			.split("/")
			.flatMap((segment, index) =>
				segment.startsWith("{") ? segments.slice(0, index + 1).join("/") : [],
			);
		const own = things.get(path);
		if (!above.every((each) => things.has(each)))
			return refusal(operation, "notFound", "unknown");
		if (own && !fits(parameters, query, own))
			return refusal(operation, "notFound");
		if (pagination) return list(operation, call);
		if (own && method === "get") return success(operation, { data: own });
		if (method === "get") return figure(operation, call);
		if (method === "patch") return change(operation, call);
		if (method === "delete") return remove(operation, call);
		const creates = successOf(operation).status === 201;
		return creates ? create(operation, call) : deliver(operation, call);
	};
}

/** An operation's success, in the envelope of its first example. */
function success(operation: Operation, body: Node): Reply {
	const { status, body: documented } = successOf(operation);
	const sent = documented && { ...exampleOf(operation), ...body };
	return { status, headers: {}, ...(sent && { body: sent }) };
}

/** The first example of an operation's success; an empty object where it has no body. */
function exampleOf(operation: Operation): Node {
	return (successOf(operation).body?.examples[0]?.value ?? {}) as Node;
}

/** The documented refusal whose name begins with the first of some names that there is one for. */
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

/** The fields of an operation's body, of all its variants. */
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

/** The name that a field has in answers: `authorized_events` is called `events` there. */
function shownAs(name: string, { description = "" }: Node): string {
	return /Called `(\w+)` in answers/.exec(description)?.[1] ?? name;
}

function toTime(time = Date.now()): string {
	return new Date(time).toISOString();
}
