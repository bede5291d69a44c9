/** patch_keeps_the_rest: a created resource is updated field by field, and nothing else about it changes. */
import {
	type Description,
	type Node,
	type Operation,
	type Request,
	resolve,
} from "@lomi/spec";
import { checkResult, describeResponse } from "../../checks/check-result.ts";
import { operationPointer } from "../../checks/spec-pointers.ts";
import { boundariesOf } from "../../requests/boundaries.ts";
import {
	type ConstraintCase,
	variantsOf,
} from "../../requests/invalid-requests.ts";
import { differingFields, isEqual } from "../../resources/compare-fields.ts";
import type { ResolvedLink } from "../../resources/links.ts";
import type { RequestMaker } from "../../resources/resources.ts";
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

export interface UpdateOptions extends IdempotencyOptions {
	requestMaker: RequestMaker;
}

/**
 * Updates a resource as each documented example does, then each field by itself: to a value, and to null if it is nullable.
 *
 * @param patch The link to the update.
 * @param item The link to the resource.
 */
export async function checkUpdates(
	options: RequestSender & ResultRecorder & UpdateOptions,
	patch: ResolvedLink,
	item: ResolvedLink,
): Promise<void> {
	const { operation, path } = patch;
	const makeRequest = await options.requestMaker(operation);
	const validRequest: typeof makeRequest = (example) => ({
		...makeRequest(example),
		path,
	});
	const [first, ...others] = [
		...(operation.body?.examples ?? []).map((example) => validRequest(example)),
		...onePerField(boundariesOf(options.document, operation, validRequest)),
	];
	if (!first) return;
	const request = withIdempotencyKey(options, first);
	const response = await checkUpdate(options, request, item);
	if (response) await checkIdempotency(options, request, response);
	for (const other of others) await checkUpdate(options, other, item);
}

/** Selects two of the requests that change one field, for each field: the first that sets a value, and the first that sets null. */
function onePerField(cases: ConstraintCase[]): Request[] {
	const selected = new Map<string, Request>();
	for (const { request } of cases) {
		const key = Object.entries(request.body as Node)
			.map(([name, value]) => `${name} ${value === null}`)
			.join();
		if (!selected.has(key)) selected.set(key, request);
	}
	return [...selected.values()];
}

/** Reads a resource, updates it and reads it again. Returns the response to the update if it succeeded. */
async function checkUpdate(
	options: RequestSender & ResultRecorder & Pick<UpdateOptions, "document">,
	patch: Request,
	item: ResolvedLink,
) {
	const { send, record } = options;
	const { operation } = patch;
	const get = linkedRequest(item);
	const before = await send(get);
	if (!before) return undefined;
	const request = { ...patch, after: [get] };
	const response = await send(request, { expected: "accepted" });
	if (response) assertFound(options, request, response);
	if (response?.status !== 200) return undefined;
	const getAgain = { ...get, after: [patch] };
	const after = await send(getAgain);
	const ignored = ignoredFields(options.document, operation);
	const problem = updateProblem(operation, patch.body as Node, ignored, {
		before: dataOf(before),
		after: dataOf(response),
	});
	const unsaved = differingFields(dataOf(response), dataOf(after));
	record(
		request,
		checkResult(
			"patch_keeps_the_rest",
			problem === undefined && unsaved.length === 0,
			{
				message: `${problem ?? `The response to the PATCH and a later GET differ in ${formatNames(unsaved)}`}.`,
				expected: `${JSON.stringify(patch.body)}, and all other fields as before: ${describeResponse(before)}`,
				got: describeResponse(problem ? response : (after ?? response)),
				pointer: operationPointer(operation),
			},
		),
		{ reproducedBy: problem ? request : getAgain },
	);
	return response;
}

/** Fields of an operation's body that are accepted from old clients and ignored. */
function ignoredFields(document: Description, { body }: Operation): string[] {
	return variantsOf(document, body?.schema ?? "").flatMap(({ schema }) =>
		Object.entries<Node>(schema.properties).flatMap(([name, node]) =>
			resolve(document, node).deprecated ? [name] : [],
		),
	);
}

/** The only field that may change although the PATCH doesn't name it. */
const UPDATED_AT = "updated_at";

/** Compares a resource before and after a PATCH with the fields that were sent. */
function updateProblem(
	{ metadata }: Operation,
	sent: Node,
	ignored: string[],
	{ before, after }: { before: Node; after: Node },
): string | undefined {
	for (const [name, value] of Object.entries(sent)) {
		if (!(name in after)) continue;
		if (ignored.includes(name)) {
			if (isEqual(after[name], before[name])) continue;
			return `The PATCH changed \`${name}\`, which is ignored in requests`;
		}
		const isMerged = name === "metadata" && metadata === "merge";
		// The description doesn't say what merging null does.
		if (isMerged && value === null) continue;
		const expected = isMerged ? { ...before[name], ...value } : value;
		if (!isEqual(after[name], expected))
			return `\`${name}\` is not what the PATCH set${isMerged ? ", merged with the old value" : ""}`;
	}
	// Fields may have another name in the response: authorized_events is returned as events.
	const renamed = Object.entries(sent)
		.filter(([name]) => !(name in after))
		.map(([, value]) => value);
	const changed = differingFields(before, after).filter(
		(name) =>
			!(name in sent) &&
			name !== UPDATED_AT &&
			!renamed.some((value) => isEqual(value, after[name])),
	);
	return changed.length > 0
		? `The PATCH changed ${formatNames(changed)}, which it doesn't name`
		: undefined;
}
