/** The stateful phase: the lifecycle of each resource, the pages of each list, and its filters. */
import type { Operation } from "@lomi/spec";
import { createsResource } from "../../resources/links.ts";
import type {
	CheckSelector,
	RequestSender,
	ResultRecorder,
} from "../capabilities.ts";
import { fillList } from "./fill-list.ts";
import { checkFilters } from "./filters.ts";
import { checkLifecycle, type LifecycleOptions } from "./lifecycle.ts";
import { checkPagination } from "./pagination.ts";

interface StatefulOptions extends LifecycleOptions {
	/** False if nothing may be changed on the server. */
	mayWrite: boolean;
}

export async function runStateful(
	options: RequestSender & ResultRecorder & CheckSelector & StatefulOptions,
	operation: Operation,
): Promise<void> {
	if (createsResource(operation)) await checkLifecycle(options, operation);
	if (
		!operation.pagination ||
		!options.isSelected(
			["pagination_consistency", "filter_conformance"],
			operation,
		)
	)
		return;
	const list = await fillList(options, operation);
	await checkPagination(options, list);
	await checkFilters(options, list);
}
