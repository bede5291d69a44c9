/** The life of what an operation creates: created, read, updated, listed, deleted, gone. The way leads along the links of its answer. */
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
	type Description,
	type Example,
	type Node,
	type Operation,
	resolve,
} from "../../description/operations.ts";
import { told, unless } from "../checks/conformance.ts";
import type { CheckName, Verdict } from "../checks/names.ts";
import { placeOf } from "../checks/places.ts";
import { boundariesOf } from "../requests/boundaries.ts";
import { type Probe, variantsOf } from "../requests/mistakes.ts";
import { documentedRequest, type Request } from "../requests/request.ts";
import { follow } from "../resources.ts";
import type { Run } from "../run.ts";
import type { Answer } from "../send.ts";
import { walk } from "./lists.ts";

/** Something that was just made. */
interface Created {
	request: Request;
	answer: Answer;
	/** What its answer leads to. */
	leads: { operation: Operation; path: Record<string, string> }[];
}

export async function life(run: Run, create: Operation): Promise<void> {
	const created = await createTwice(run, create);
	if (!created) return;
	await read(run, created);
	for (const lead of created.leads.filter(isA("patch")))
		await update(run, created, lead);
	for (const lead of created.leads.filter(isList))
		await listed(run, created, lead);
	for (const lead of created.leads.filter(isA("delete")))
		await remove(run, created, lead);
}

type Lead = Created["leads"][number];
const isA =
	(method: string) =>
	({ operation }: Lead) =>
		operation.method === method;
const isList = ({ operation }: Lead) => operation.pagination !== undefined;
/** The one that gives the thing itself: its path ends in the thing's own ID. */
const isItem = (lead: Lead) =>
	isA("get")(lead) && !isList(lead) && lead.operation.path.endsWith("}");

function verdict(
	check: CheckName,
	fine: boolean,
	message: string,
	expected: string,
	answer: Answer,
	pointer: string,
): Verdict {
	return {
		check,
		...unless(fine, { message, expected, got: told(answer), pointer }),
	};
}

/** Creates under an idempotency key, again under the same, and once more with another body. */
async function createTwice(
	run: Run,
	create: Operation,
): Promise<Created | undefined> {
	const good = await run.resources.maker(create);
	const request = withKey(run, good());
	const answer = await run.attempt(request, { expected: "accepted" });
	if (answer?.status !== 201) return undefined;
	await idempotency(run, request, answer, changed(run.document, request));
	const documented = create.answers.find(({ status }) => status === 201);
	const leads = (documented?.links ?? []).flatMap((link) => {
		const operation = run.operations.find(({ id }) => id === link.operationId);
		const path = operation && follow(link, operation, request, answer.body);
		return path ? [{ operation, path }] : [];
	});
	return { request, answer, leads };
}

function withKey({ idempotencyHeader }: Run, request: Request): Request {
	const headers = { ...request.headers, [idempotencyHeader]: randomUUID() };
	return { ...request, headers };
}

/** The same under the same key gives the same; something else under it is a conflict. */
async function idempotency(
	run: Run,
	request: Request,
	first: Answer,
	other: Request | undefined,
): Promise<void> {
	const { operation } = request;
	if (!operation.idempotent) return;
	const parameter = operation.parameters.find(
		({ name }) => name === run.idempotencyHeader,
	);
	const pointer =
		parameter?.pointer.replace(/\/schema$/, "") ?? placeOf(operation);
	const again = await run.attempt(request);
	if (again)
		run.keep(
			request,
			verdict(
				"idempotency_replay",
				again.status === first.status && again.text === first.text,
				"The same request under the same key is answered otherwise.",
				told(first),
				again,
				pointer,
			),
		);
	if (!other) return;
	const conflict = await run.attempt(other);
	if (conflict)
		run.keep(
			other,
			verdict(
				"idempotency_conflict",
				conflict.status === 409,
				`It answers ${conflict.status} to another request under a key that was used.`,
				"409",
				conflict,
				pointer,
			),
		);
}

/** The same request with one field of its body changed, within its schema; undefined where none can be. */
function changed(document: Description, request: Request): Request | undefined {
	const { body: documented } = request.operation;
	if (!documented) return undefined;
	const body = request.body as Node;
	const schemas = variantsOf(document, documented.schema).map(
		({ schema }) => schema.properties as Node,
	);
	for (const [name, value] of Object.entries(body)) {
		const nodes = schemas.filter((properties) => properties[name]);
		const other = otherValue(
			value,
			nodes.map((properties) => resolve(document, properties[name])),
		);
		if (other !== undefined)
			return { ...request, body: { ...body, [name]: other } };
	}
	return undefined;
}

/** Another value that all of some schemas take, where that is easy to tell. */
function otherValue(value: unknown, schemas: Node[]): unknown {
	const plain = schemas.every(
		(schema) =>
			!schema.format &&
			!schema.enum &&
			!schema.pattern &&
			schema.const === undefined &&
			!schema["x-enumDescriptions"],
	);
	if (typeof value === "boolean") return !value;
	if (plain && typeof value === "string") return `${value} 2`;
	if (plain && typeof value === "number") return value + 1;
	return undefined;
}

/** What an answer holds under `data`. */
function dataOf(answer: Answer | undefined): Node {
	return (answer?.body as { data?: Node } | undefined)?.data ?? {};
}

/** Whether two values are the same, times by the moment that they name. */
function same(a: unknown, b: unknown): boolean {
	if (isDeepStrictEqual(a, b)) return true;
	const time = /^\d{4}-\d\d-\d\dT/;
	return (
		typeof a === "string" &&
		typeof b === "string" &&
		time.test(a) &&
		time.test(b) &&
		Date.parse(a) === Date.parse(b)
	);
}

/** The names of the fields that two objects both have, with different values. */
function differing(a: Node, b: Node): string[] {
	return Object.keys(a).filter((name) => name in b && !same(a[name], b[name]));
}

function requestTo({ operation, path }: Lead): Request {
	return { ...documentedRequest(operation), path, query: [] };
}

/** It is there, with what was sent. */
async function read(run: Run, { request, answer, leads }: Created) {
	const data = dataOf(answer);
	// With a product or a plan, its amount takes the place of the one that was sent.
	const changedFields = request.references
		? []
		: differing(request.body as Node, data);
	run.keep(
		request,
		verdict(
			"ensure_resource_availability",
			changedFields.length === 0,
			`What was created doesn't have the ${changedFields} that was sent.`,
			JSON.stringify(request.body),
			answer,
			placeOf(request.operation, "responses/201"),
		),
	);
	for (const lead of leads.filter(isItem)) {
		const sent = requestTo(lead);
		const there = await run.attempt(sent, { expected: "accepted" });
		if (!there) continue;
		const fields = differing(data, dataOf(there));
		// A link to something else, such as the merchant, leads to an answer without the thing's own fields.
		const own = isOwn(lead, data, there);
		run.keep(
			sent,
			verdict(
				"ensure_resource_availability",
				there.status === 200 && (!own || fields.length === 0),
				there.status === 200
					? `What is read has another ${fields} than what was created.`
					: `It answers ${there.status} for what was just created.`,
				told(answer),
				there,
				placeOf(request.operation, "responses/201/links"),
			),
		);
	}
}

/** Whether an answer is about the thing that was created: it has its ID in the same field. */
function isOwn({ path }: Lead, data: Node, answer: Answer): boolean {
	const ids = Object.values(path);
	const [field] =
		Object.entries(data).find(([, value]) => ids.includes(value)) ?? [];
	const [first] = Object.keys(data);
	return field !== undefined && field === first && field in dataOf(answer);
}

/** Changed field by field, and never more than that. */
async function update(run: Run, created: Created, lead: Lead) {
	const item = created.leads.find(isItem);
	if (
		!item ||
		!run.wants([
			"patch_keeps_the_rest",
			"idempotency_replay",
			"idempotency_conflict",
		])
	)
		return;
	const good = (example?: Example): Request => ({
		...documentedRequest(lead.operation, example),
		path: lead.path,
	});
	const bodies = [
		...(lead.operation.body?.examples ?? []).map(({ value }) => value),
		...onePerField(boundariesOf(run.document, lead.operation, good)),
	];
	for (const body of bodies) {
		const before = await run.attempt(requestTo(item));
		const request = withKey(run, { ...good(), body });
		const answer = await run.attempt(request, { expected: "accepted" });
		if (answer?.status !== 200) continue;
		const after = await run.attempt(requestTo(item));
		const fault =
			faultOfPatch(
				lead.operation,
				body as Node,
				dataOf(before),
				dataOf(answer),
			) ??
			(after && differing(dataOf(answer), dataOf(after)).length > 0
				? `What is read afterwards has another ${differing(dataOf(answer), dataOf(after))}`
				: undefined);
		run.keep(
			request,
			verdict(
				"patch_keeps_the_rest",
				fault === undefined,
				`${fault}.`,
				`${JSON.stringify(body)}, and the rest as in ${before?.text}`,
				answer,
				placeOf(lead.operation),
			),
		);
		if (body === bodies[0])
			await idempotency(run, request, answer, changed(run.document, request));
	}
}

/** Of requests that each change one field, the first of each field. */
function onePerField(probes: Probe[]): unknown[] {
	const seen = new Map<string, unknown>();
	for (const { request } of probes) {
		const names = Object.keys(request.body as Node).join();
		if (!seen.has(names)) seen.set(names, request.body);
	}
	return [...seen.values()];
}

/** The one field that changes by itself. */
const CHANGED_AT = "updated_at";

/** What a PATCH did that it should not have done, or did not do. */
function faultOfPatch(
	{ metadata }: Operation,
	sent: Node,
	before: Node,
	after: Node,
): string | undefined {
	for (const [name, value] of Object.entries(sent)) {
		if (!(name in after)) continue;
		const merged = name === "metadata" && metadata === "merge" && value;
		const wanted = merged ? { ...before[name], ...value } : value;
		if (!same(after[name], wanted))
			return `\`${name}\` is not what the PATCH says${merged ? ", merged with what was there" : ""}`;
	}
	// A field that the answer has under another name: authorized_events is shown as events.
	const elsewhere = Object.entries(sent)
		.filter(([name]) => !(name in after))
		.map(([, value]) => value);
	const lost = differing(before, after).filter(
		(name) =>
			!(name in sent) &&
			name !== CHANGED_AT &&
			!elsewhere.some((value) => same(value, after[name])),
	);
	return lost.length > 0
		? `\`${lost.join("`, `")}\` changed, which the PATCH doesn't name`
		: undefined;
}

/** It stands in its list. */
async function listed(run: Run, { request, leads }: Created, lead: Lead) {
	const id = Object.values(leads.find(isItem)?.path ?? {}).at(-1);
	if (id === undefined) return;
	const { items, ended, last } = await walk(run, requestTo(lead));
	if (!last) return;
	const there = items.some((item) => Object.values(item as Node).includes(id));
	// Whoever has more than that many newer ones may have it further down.
	if (!there && !ended) return;
	run.keep(
		requestTo(lead),
		verdict(
			"ensure_resource_availability",
			there,
			`${id}, which was just created, is not in the list.`,
			`an item with ${id}`,
			last,
			placeOf(request.operation, "responses/201/links"),
		),
	);
}

/** Deleted once, and then nowhere any more. */
async function remove(run: Run, { leads }: Created, lead: Lead) {
	const request = withKey(run, requestTo(lead));
	const answer = await run.attempt(request, { expected: "accepted" });
	if (!answer || answer.status >= 300) return;
	await idempotency(run, request, answer, undefined);
	run.resources.forget(lead.path);
	const id = Object.values(lead.path).at(-1) ?? "";
	const good = await Promise.all(
		leads
			.filter((each) => each.path && Object.values(each.path).includes(id))
			.map(async (each) => ({
				...(await run.resources.maker(each.operation))(),
				path: each.path,
			})),
	);
	for (const sent of good) {
		const after = await run.attempt(sent);
		if (after)
			run.keep(
				sent,
				verdict(
					"use_after_free",
					after.status === 404,
					`It answers ${after.status} for what was deleted.`,
					"404",
					after,
					placeOf(sent.operation, "responses/404"),
				),
			);
	}
	for (const list of leads.filter(isList)) {
		const { items, last } = await walk(run, requestTo(list));
		if (last)
			run.keep(
				requestTo(list),
				verdict(
					"use_after_free",
					!items.some((item) => Object.values(item as Node).includes(id)),
					`${id}, which was deleted, still stands in the list.`,
					`no item with ${id}`,
					last,
					placeOf(lead.operation),
				),
			);
	}
}
