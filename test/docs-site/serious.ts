/** Serious axe violations on a page. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/**
 * Runs axe on a page.
 *
 * @param only A single rule to run. Defaults to all rules.
 * @returns The seriously violated rules, each with the first element.
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
