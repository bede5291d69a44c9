import type { TestProject } from "vitest/node";
import shared from "./global-setup.ts";
import { startPostgres } from "./postgres.ts";

/** The usual setup, with a PostgreSQL server. */
export default async function setup(
	project: TestProject,
): Promise<() => Promise<void>> {
	const { url, stop } = await startPostgres();
	const end = await shared(project);
	project.provide("postgres", url);
	return async () => {
		await end();
		await stop();
	};
}
