/** What a server remembers: the life of what can be created, the pages of each list, and its filters. */
import type { Operation } from "@lomi/spec";
import { creates } from "../links.ts";
import type { Run } from "../run.ts";
import { filters } from "./filters.ts";
import { lifecycle } from "./lifecycle.ts";
import { filled } from "./lists.ts";
import { pages } from "./pages.ts";

export async function stateful(run: Run, operation: Operation): Promise<void> {
	if (run.settings.stateless) return;
	if (creates(operation)) await lifecycle(run, operation);
	if (
		!operation.pagination ||
		!run.wants(["pagination_consistency", "filter_conformance"], operation)
	)
		return;
	const list = await filled(run, operation);
	await pages(run, list);
	await filters(run, list);
}
