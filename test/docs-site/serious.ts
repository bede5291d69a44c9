/** What axe finds on a page that keeps somebody from using it. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/**
 * Runs axe on a page as it stands.
 *
 * @param only The one rule to look at. Default: all.
 * @returns The rules that are broken seriously, each with the first element that breaks it.
 */
export async function seriousIn(page: Page, only?: string): Promise<string[]> {
	if (!(await page.evaluate(() => "axe" in globalThis)))
		await page.evaluate(axe.source);
	return page.evaluate(async (rule) => {
		const { axe: run } = globalThis as unknown as { axe: typeof axe };
		const { violations } = await run.run({
			resultTypes: ["violations"],
			...(rule !== undefined && { runOnly: [rule] }),
		});
		return violations
			.filter(({ impact }) => impact === "serious" || impact === "critical")
			.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
	}, only);
}
