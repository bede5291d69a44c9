/** Rules for injected faults. */

import { type Description, type Operation, readOperations } from "@lomi/spec";
import type { ControlSchemas, Received } from "../../schema-types.ts";
import {
	type ControlContext,
	type ControlHandlers,
	refuseAs,
} from "../context.ts";
import {
	describeDocumented,
	documentedError,
} from "../faults/documented-error.ts";
import type { Faults } from "../faults/faults.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	faults: Faults;
}

export function faults({ api, faults }: Parts): ControlHandlers {
	const operations = readOperations(api);
	return {
		async createFault(context) {
			const { body } = context;
			if (body.kind === "request") checkRequest(context, body, operations);
			else if (
				!(
					body.duplicate ||
					body.reorder ||
					body.delay_ms ||
					body.wrong_signature
				)
			)
				refuseAs(
					context,
					400,
					nothing("duplicate", "reorder", "delay_ms", "wrong_signature"),
				);
			return { data: await faults.add(body) };
		},
		async listFaults() {
			return { data: faults.list() };
		},
		async updateFault(context) {
			const { path, body } = context;
			// The description demands a field, and there is only one.
			const { enabled = true } = body;
			const rule = await faults.enable(path.fault_id, enabled);
			return { data: rule ?? refuseUnknown(context) };
		},
		async deleteFault(context) {
			if (!(await faults.remove(context.path.fault_id))) refuseUnknown(context);
			return {};
		},
		async clearFaults() {
			await faults.clear();
			return {};
		},
	};
}

function refuseUnknown(context: ControlContext): never {
	return refuseAs(context, 404, `There is no rule ${context.path.fault_id}.`);
}

/** Refuses an invalid rule for requests. */
function checkRequest(
	context: Pick<ControlContext, "operation" | "explain">,
	rule: Received<ControlSchemas["RequestFaultCreate"]>,
	all: Operation[],
): void {
	const { operation: id, status, code, retry_after, drop, latency } = rule;
	const refuse = (details: string) => refuseAs(context, 400, details);
	if (status === undefined && !drop && !latency)
		refuse(nothing("status", "drop", "latency"));
	if (status !== undefined && drop)
		refuse(
			"A request is answered with `status` or dropped, not both. Make two rules, each with its `nth`.",
		);
	if (status === undefined && (code ?? retry_after) !== undefined)
		refuse("`code` and `retry_after` require `status`.");
	if (latency?.distribution === "uniform" && latency.max_ms < latency.min_ms)
		refuse("`latency.max_ms` must be at least `latency.min_ms`");
	const operations = all.filter((each) => (id ?? each.id) === each.id);
	const [first] = operations;
	if (!first) refuse(`There is no operation ${id}.`);
	else if (
		status !== undefined &&
		!operations.some((each) => documentedError(each, rule))
	)
		refuse(
			id === undefined
				? `No operation documents a ${status}${code ? ` with ${code}` : ""}.`
				: describeDocumented(first, status),
		);
}

function nothing(...names: string[]): string {
	const [last, ...others] = names.map((name) => `\`${name}\``).reverse();
	return `The rule makes nothing go wrong. Give it ${others.reverse().join(", ")} or ${last}.`;
}
