/** patch_keeps_the_rest: what was created is changed field by field, and never more than that. */
import type { Node, Operation, Request } from "@lomi/spec";
import { told, unless } from "../checks/conformance.ts";
import { operationPointer } from "../checks/spec-pointers.ts";
import type { Lead } from "../links.ts";
import { boundariesOf } from "../requests/boundaries.ts";
import type { InvalidRequest } from "../requests/invalid-requests.ts";
import type { Run } from "../run.ts";
import { idempotency, withKey } from "./idempotency.ts";
import {
	assertFound,
	dataOf,
	differingFields,
	named,
	requestTo,
	same,
} from "./resource-assertions.ts";

/**
 * Changes a thing as each documented example does, then each of its fields by itself: to a value, and to null where it can be.
 *
 * @param patch Leads to the change.
 * @param item Leads to the thing.
 */
export async function update(run: Run, patch: Lead, item: Lead): Promise<void> {
	const { operation, path } = patch;
	const maker = await run.resources.maker(operation);
	const good: typeof maker = (example) => ({ ...maker(example), path });
	const [first, ...others] = [
		...(operation.body?.examples ?? []).map((example) => good(example)),
		...onePerField(boundariesOf(run.document, operation, good)),
	];
	if (!first) return;
	const request = withKey(run, first);
	const answer = await change(run, request, item);
	if (answer) await idempotency(run, request, answer);
	for (const other of others) await change(run, other, item);
}

/** Of requests that each change one field, the first of each field that gives it a value, and the first that gives it null. */
function onePerField(probes: InvalidRequest[]): Request[] {
	const seen = new Map<string, Request>();
	for (const { request } of probes) {
		const key = Object.entries(request.body as Node)
			.map(([name, value]) => `${name} ${value === null}`)
			.join();
		if (!seen.has(key)) seen.set(key, request);
	}
	return [...seen.values()];
}

/** Looks at a thing, changes it and looks again. Gives the answer to the change, where there is a good one. */
async function change(run: Run, patch: Request, item: Lead) {
	const { operation } = patch;
	const look = requestTo(item);
	const before = await run.attempt(look);
	if (!before) return undefined;
	const request = { ...patch, after: [look] };
	const answer = await run.attempt(request, { expected: "accepted" });
	if (answer) assertFound(run, request, answer);
	if (answer?.status !== 200) return undefined;
	const again = { ...look, after: [patch] };
	const after = await run.attempt(again);
	const fault = faultOf(operation, patch.body as Node, {
		before: dataOf(before),
		after: dataOf(answer),
	});
	const others = differingFields(dataOf(answer), dataOf(after));
	run.keep(
		request,
		{
			check: "patch_keeps_the_rest",
			...unless(fault === undefined && others.length === 0, {
				message: `${fault ?? `What is read afterwards has another ${named(others)} than the answer to the PATCH`}.`,
				expected: `${JSON.stringify(patch.body)}, and the rest as before: ${told(before)}`,
				got: told(fault ? answer : (after ?? answer)),
				pointer: operationPointer(operation),
			}),
		},
		{ shownBy: fault ? request : again },
	);
	return answer;
}

/** The one field that changes by itself. */
const CHANGED_AT = "updated_at";

/** What a PATCH did that it should not have done, or did not do. */
function faultOf(
	{ metadata }: Operation,
	sent: Node,
	{ before, after }: { before: Node; after: Node },
): string | undefined {
	for (const [name, value] of Object.entries(sent)) {
		if (!(name in after)) continue;
		const merged = name === "metadata" && metadata === "merge";
		// Nothing says what becomes of the keys that are there when null is merged with them.
		if (merged && value === null) continue;
		const wanted = merged ? { ...before[name], ...value } : value;
		if (!same(after[name], wanted))
			return `\`${name}\` is not what the PATCH says${merged ? ", merged with what was there" : ""}`;
	}
	// A field that the answer has under another name: authorized_events is shown as events.
	const elsewhere = Object.entries(sent)
		.filter(([name]) => !(name in after))
		.map(([, value]) => value);
	const lost = differingFields(before, after).filter(
		(name) =>
			!(name in sent) &&
			name !== CHANGED_AT &&
			!elsewhere.some((value) => same(value, after[name])),
	);
	return lost.length > 0
		? `The PATCH changed ${named(lost)}, which it doesn't name`
		: undefined;
}
