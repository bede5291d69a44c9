/** The life of what an operation creates: created, read, updated, listed, deleted, gone. The way leads along the links of its answer. */
import type { Node, Operation, Request } from "@lomi/spec";
import { shown, told, unless } from "../checks/conformance.ts";
import { operationPointer } from "../checks/spec-pointers.ts";
import { creates, type Lead, leadsOf, removes } from "../links.ts";
import type { Run } from "../run.ts";
import type { Answer } from "../send.ts";
import { idempotency, withKey } from "./idempotency.ts";
import { walk } from "./lists.ts";
import {
	assertFound,
	dataOf,
	differingFields,
	named,
	requestTo,
} from "./resource-assertions.ts";
import { update } from "./update.ts";

/** Something that was just made. */
interface Created {
	request: Request;
	answer: Answer;
	/** What its answer leads to. */
	leads: Lead[];
}

export async function lifecycle(run: Run, create: Operation): Promise<void> {
	const good = await run.resources.maker(create);
	const [first, ...others] = create.body?.examples ?? [];
	for (const example of others) {
		const other = await make(run, good(example));
		if (other) await read(run, other);
	}
	const created = await make(run, withKey(run, good(first)));
	if (!created) return;
	const { request, answer, leads } = created;
	await idempotency(run, request, answer);
	await read(run, created);
	const own = leads.filter(({ item }) => item !== undefined);
	const item = own.find(isThing);
	if (item)
		for (const lead of own.filter(
			({ operation }) => operation.method === "patch",
		))
			await update(run, lead, item);
	for (const lead of own.filter(isAction)) await act(run, lead);
	for (const lead of leads.filter(isList)) await listed(run, created, lead);
	for (const lead of own.filter(({ operation }) => removes(operation)))
		await remove(run, created, lead);
}

const isList = ({ operation }: Lead) => operation.pagination !== undefined;
/** The one that gives a thing itself. */
const isThing = ({ operation }: Lead) =>
	operation.method === "get" && operation.path.endsWith("}");
/** One that does something with the thing, such as testing it. */
const isAction = ({ operation }: Lead) =>
	operation.method === "post" && !creates(operation);

async function make(run: Run, request: Request): Promise<Created | undefined> {
	const answer = await run.attempt(request, { expected: "accepted" });
	return answer?.status === 201
		? { request, answer, leads: leadsOf(run.operations, request, answer) }
		: undefined;
}

/** It has what was sent, and is there to be read; so is what else its answer names, such as the merchant. */
async function read(run: Run, { request, answer, leads }: Created) {
	const data = dataOf(answer);
	// With a product or a plan, its amount takes the place of the one that was sent.
	const others = request.references
		? []
		: differingFields(request.body as Node, data);
	run.keep(request, {
		check: "ensure_resource_availability",
		...unless(others.length === 0, {
			message: `What was created has another ${named(others)} than what was sent.`,
			expected: JSON.stringify(request.body),
			got: told(answer),
			pointer: operationPointer(request.operation, "responses/201"),
		}),
	});
	for (const lead of leads.filter(isThing)) {
		const sent = requestTo(lead);
		const there = await run.attempt(sent, { expected: "accepted" });
		if (!there) continue;
		assertFound(run, sent, there);
		const fields =
			lead.item === undefined ? [] : differingFields(data, dataOf(there));
		run.keep(sent, {
			check: "ensure_resource_availability",
			...unless(fields.length === 0, {
				message: `What is read has another ${named(fields)} than what was created.`,
				expected: told(answer),
				got: told(there),
				pointer: operationPointer(request.operation, "responses/201"),
			}),
		});
	}
}

/** What is done with it is done once under one key. */
async function act(run: Run, lead: Lead) {
	const request = withKey(run, requestTo(lead));
	const answer = await run.attempt(request, { expected: "accepted" });
	if (!answer) return;
	assertFound(run, request, answer);
	await idempotency(run, request, answer);
}

/** It stands in its list. */
async function listed(run: Run, { request, leads }: Created, lead: Lead) {
	const id = leads.find(({ item }) => item !== undefined)?.item;
	if (id === undefined) return;
	const list = { ...requestTo(lead), after: [request] };
	const { items, ended, last } = await walk(run, list);
	if (!last) return;
	const there = items.some((item) => has(item, id));
	// Whoever has more than that many newer ones may have it further down.
	if (!there && !ended) return;
	run.keep(list, {
		check: "ensure_resource_availability",
		...unless(there, {
			message: "What was just created is not in the list.",
			expected: `an item with ${id}`,
			got: told(last),
			pointer: operationPointer(request.operation, "responses/201"),
		}),
	});
}

function has(item: unknown, id: string): boolean {
	return Object.values(item as Node).includes(id);
}

/** Deleted once, and then nowhere any more. */
async function remove(run: Run, { leads }: Created, lead: Lead) {
	const own = leads.filter(({ item }) => item !== undefined);
	const request = withKey(run, requestTo(lead));
	const answer = await run.attempt(request, { expected: "accepted" });
	if (!answer) return;
	assertFound(run, request, answer);
	if (answer.status >= 300) return;
	await idempotency(run, request, answer);
	for (const each of own) {
		const sent = { ...requestTo(each), after: [request] };
		const after = await run.attempt(sent);
		if (after)
			run.keep(sent, {
				check: "use_after_free",
				...unless(after.status === 404, {
					message: `It answers ${after.status} for what was deleted.`,
					expected: "404",
					got: told(after),
					pointer: operationPointer(sent.operation, "responses/404"),
				}),
			});
	}
	for (const each of leads.filter(isList)) {
		const list = { ...requestTo(each), after: [request] };
		const { items, last } = await walk(run, list);
		const still = items.find((item) => has(item, lead.item ?? ""));
		if (last)
			run.keep(list, {
				check: "use_after_free",
				...unless(still === undefined, {
					message: "What was deleted still stands in the list.",
					expected: `no item with ${lead.item}`,
					got: shown(still),
					pointer: operationPointer(lead.operation),
				}),
			});
	}
}
