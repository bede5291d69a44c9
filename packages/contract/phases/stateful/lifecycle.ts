/** The lifecycle of a resource: created, read, updated, listed, deleted, gone. The links of the response lead from one step to the next. */
import type { Node, Operation, Request } from "@lomi/spec";
import {
	checkResult,
	describeResponse,
	describeValue,
} from "../../checks/check-result.ts";
import { operationPointer } from "../../checks/spec-pointers.ts";
import type { HttpResponse } from "../../http/response.ts";
import { differingFields } from "../../resources/compare-fields.ts";
import {
	createsResource,
	deletesResource,
	type ResolvedLink,
	resolveLinks,
} from "../../resources/links.ts";
import { readPages } from "../../resources/list-pages.ts";
import type { RequestSender, ResultRecorder } from "../capabilities.ts";
import {
	checkIdempotency,
	type IdempotencyOptions,
	withIdempotencyKey,
} from "./idempotency.ts";
import {
	assertFound,
	dataOf,
	formatNames,
	linkedRequest,
} from "./resource-assertions.ts";
import { checkUpdates, type UpdateOptions } from "./update.ts";

export interface LifecycleOptions extends UpdateOptions {
	operations: Operation[];
}

type Tester = RequestSender & ResultRecorder;

/** A resource that was just created. */
interface Creation {
	request: Request;
	response: HttpResponse;
	/** The links of the response. */
	links: ResolvedLink[];
}

/** @param operation The one that creates the resource. */
export async function checkLifecycle(
	options: Tester & LifecycleOptions,
	operation: Operation,
): Promise<void> {
	const { send, operations } = options;
	const create = async (request: Request): Promise<Creation | undefined> => {
		const response = await send(request, { expected: "accepted" });
		return response?.status === 201
			? {
					request,
					response,
					links: resolveLinks(operations, request, response),
				}
			: undefined;
	};
	const validRequest = await options.requestMaker(operation);
	const [first, ...others] = operation.body?.examples ?? [];
	for (const example of others) {
		const other = await create(validRequest(example));
		if (other) await checkCreated(options, other);
	}
	const creation = await create(
		withIdempotencyKey(options, validRequest(first)),
	);
	if (!creation) return;
	const { request, response, links } = creation;
	await checkIdempotency(options, request, response);
	await checkCreated(options, creation);
	const own = ownLinks(creation);
	const item = own.find(isItem);
	if (item)
		for (const link of own.filter(
			({ operation }) => operation.method === "patch",
		))
			await checkUpdates(options, link, item);
	for (const link of own.filter(isAction)) await checkAction(options, link);
	for (const link of links.filter(isList))
		await checkListed(options, creation, link);
	for (const link of own.filter(({ operation }) => deletesResource(operation)))
		await checkDeletion(options, creation, link);
}

/** The links that are about the created resource itself. */
const ownLinks = ({ links }: Creation) =>
	links.filter(({ createdId }) => createdId !== undefined);

const isList = ({ operation }: ResolvedLink) =>
	operation.pagination !== undefined;
/** Returns one resource. */
const isItem = ({ operation }: ResolvedLink) =>
	operation.method === "get" && operation.path.endsWith("}");
/** Does something with the resource, such as testing a webhook. */
const isAction = ({ operation }: ResolvedLink) =>
	operation.method === "post" && !createsResource(operation);

/** The resource has the values that were sent, and can be read; so can others that its response links to, such as the merchant. */
async function checkCreated(
	options: Tester,
	{ request, response, links }: Creation,
) {
	const { send, record } = options;
	const data = dataOf(response);
	// The price of a product or plan overrides the amount that was sent.
	const unlikeSent = request.references
		? []
		: differingFields(request.body as Node, data);
	const pointer = operationPointer(request.operation, "responses/201");
	record(
		request,
		checkResult("ensure_resource_availability", unlikeSent.length === 0, {
			message: `The created resource differs from the request in ${formatNames(unlikeSent)}.`,
			expected: JSON.stringify(request.body),
			got: describeResponse(response),
			pointer,
		}),
	);
	for (const link of links.filter(isItem)) {
		const get = linkedRequest(link);
		const read = await send(get, { expected: "accepted" });
		if (!read) continue;
		assertFound(options, get, read);
		const unlikeCreated =
			link.createdId === undefined ? [] : differingFields(data, dataOf(read));
		record(
			get,
			checkResult("ensure_resource_availability", unlikeCreated.length === 0, {
				message: `A GET and the response to the POST differ in ${formatNames(unlikeCreated)}.`,
				expected: describeResponse(response),
				got: describeResponse(read),
				pointer,
			}),
		);
	}
}

async function checkAction(
	options: Tester & IdempotencyOptions,
	link: ResolvedLink,
) {
	const request = withIdempotencyKey(options, linkedRequest(link));
	const response = await options.send(request, { expected: "accepted" });
	if (!response) return;
	assertFound(options, request, response);
	await checkIdempotency(options, request, response);
}

/** The resource is in its list. */
async function checkListed(
	options: Tester,
	creation: Creation,
	link: ResolvedLink,
) {
	const { request } = creation;
	const id = ownLinks(creation)[0]?.createdId;
	if (id === undefined) return;
	const list = { ...linkedRequest(link), after: [request] };
	const { items, complete, lastResponse } = await readPages(options, list);
	if (!lastResponse) return;
	const isListed = items.some((item) => contains(item, id));
	// In a list that was not read to its end, it may come later.
	if (!isListed && !complete) return;
	options.record(
		list,
		checkResult("ensure_resource_availability", isListed, {
			message: "The created resource is not in the list.",
			expected: `an item with ${id}`,
			got: describeResponse(lastResponse),
			pointer: operationPointer(request.operation, "responses/201"),
		}),
	);
}

function contains(item: unknown, id: string): boolean {
	return Object.values(item as Node).includes(id);
}

/** The resource can be deleted, and is then gone from everywhere. */
async function checkDeletion(
	options: Tester & IdempotencyOptions,
	creation: Creation,
	link: ResolvedLink,
) {
	const { send, record } = options;
	const request = withIdempotencyKey(options, linkedRequest(link));
	const response = await send(request, { expected: "accepted" });
	if (!response) return;
	assertFound(options, request, response);
	if (response.status >= 300) return;
	await checkIdempotency(options, request, response);
	for (const own of ownLinks(creation)) {
		const use = { ...linkedRequest(own), after: [request] };
		const used = await send(use);
		if (used)
			record(
				use,
				checkResult("use_after_free", used.status === 404, {
					message: `Returned ${used.status} for a deleted resource.`,
					expected: "404",
					got: describeResponse(used),
					pointer: operationPointer(use.operation, "responses/404"),
				}),
			);
	}
	for (const listLink of creation.links.filter(isList)) {
		const list = { ...linkedRequest(listLink), after: [request] };
		const { items, lastResponse } = await readPages(options, list);
		const stillListed = items.find((item) =>
			contains(item, link.createdId ?? ""),
		);
		if (lastResponse)
			record(
				list,
				checkResult("use_after_free", stillListed === undefined, {
					message: "The deleted resource is still in the list.",
					expected: `no item with ${link.createdId}`,
					got: describeValue(stillListed),
					pointer: operationPointer(link.operation),
				}),
			);
	}
}
