/** What a server remembers: the life of what can be created, the pages of each list, and its filters. */
import type { Operation } from "../../description/operations.ts";
import type { Run } from "../run.ts";
import { filters } from "./filters.ts";
import { life } from "./life.ts";
import { pages } from "./pages.ts";

export async function stateful(run: Run, operation: Operation): Promise<void> {
	if (run.settings.stateless) return;
	if (operation.answers.some(({ status }) => status === 201))
		await life(run, operation);
	if (operation.pagination) {
		await pages(run, operation);
		await filters(run, operation);
	}
}
