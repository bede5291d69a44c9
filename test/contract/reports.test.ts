/** The JSON, JUnit and HTML reports, read by third-party tools: Ajv, a browser's XML parser, and axe. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlReport } from "../../packages/contract/report/html.ts";
import { jsonReport } from "../../packages/contract/report/json.ts";
import { junitReport } from "../../packages/contract/report/junit.ts";
import { countCells, PHASES } from "../../packages/contract/result.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { operations } from "../api.ts";
import { newContext } from "../docs-site/context.ts";
import { some } from "../some.ts";
import { checks, fine, result, SHOWN } from "./setup/result.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "lomi-reports-"));
});
afterAll(() => rm(folder, { recursive: true }));

const failing = [operations[0]?.id, operations[7]?.id];

describe("JSON", () => {
	const report = JSON.parse(jsonReport(result));

	test("has the documented shape", () => {
		const text = { type: "string" };
		const count = { type: "integer", minimum: 0 };
		const orNull = (type: string) => ({ type: [type, "null"] });
		const whole = (properties: Record<string, object>) => ({
			type: "object",
			properties,
			required: Object.keys(properties),
			additionalProperties: false,
		});
		const list = (items: object) => ({ type: "array", items });
		const cell = { enum: ["holds", "differs", "not applicable"] };
		const named = { operationId: text, method: text, path: text };
		const schema = whole({
			version: { const: 1 },
			description: whole({ title: text, version: text }),
			subject: text,
			startedAt: text,
			seconds: { type: "number" },
			requests: count,
			phases: list({ enum: PHASES }),
			seed: orNull("integer"),
			complete: { type: "boolean" },
			notes: list(text),
			cells: whole(Object.fromEntries(cell.enum.map((name) => [name, count]))),
			checks: list(whole({ name: { enum: checks }, meaning: text })),
			operations: list(
				whole({
					...named,
					checks: whole(
						Object.fromEntries(
							checks.map((check) => [
								check,
								whole({ result: cell, held: count, differed: count }),
							]),
						),
					),
				}),
			),
			failures: list(
				whole({
					...named,
					check: { enum: checks },
					phase: { enum: [...PHASES, null] },
					tried: orNull("string"),
					message: text,
					expected: text,
					got: text,
					curl: text,
					pointer: text,
					file: orNull("string"),
					line: orNull("integer"),
					count,
				}),
			),
		});
		const validate = new Ajv2020({ strict: false }).compile(schema);
		expect(validate(report) ? [] : validate.errors).toStrictEqual([]);
	});

	test("has every failure, unescaped, and how often it occurred", () => {
		expect(report.failures).toHaveLength(3);
		const [first, second, third] = report.failures;
		expect(first).toMatchObject({
			...{ operationId: operations[0]?.id, method: "POST" },
			...{ check: "response_schema_conformance", phase: "coverage" },
			...{ file: "openapi/shared/schemas.yaml", line: 12, count: 1 },
			got: result.failures[0]?.got,
		});
		expect(second.tried).toBeNull();
		expect(third).toMatchObject({ phase: null, file: null, line: null });
		expect(
			report.operations[0].checks.response_schema_conformance,
		).toStrictEqual({ result: "differs", held: 3, differed: 3 });
		expect(report.cells).toStrictEqual(countCells(result));
	});

	test("has each field in packages/contract/report/README.md", async () => {
		const readme = await readFile(
			`${ROOT}packages/contract/report/README.md`,
			"utf8",
		);
		const names = [report, report.failures[0], report.operations[0]].flatMap(
			(each) => Object.keys(each),
		);
		for (const name of names) expect(readme).toContain(`\`${name}\``);
	});
});

describe("JUnit", () => {
	/** Parses XML in a browser. */
	async function read(xml: string) {
		const context = await newContext();
		const page = await context.newPage();
		const found = await page.evaluate((text) => {
			const parsed = new DOMParser().parseFromString(text, "application/xml");
			const attributes = (element: Element) =>
				Object.fromEntries(
					[...element.attributes].map(({ name, value }) => [name, value]),
				);
			return {
				error: parsed.querySelector("parsererror")?.textContent,
				root: attributes(parsed.documentElement),
				suites: [...parsed.querySelectorAll("testsuites > testsuite")].map(
					(suite) => ({
						...attributes(suite),
						cases: [...suite.querySelectorAll("testcase")].map((each) => ({
							...attributes(each),
							skipped: each.querySelector("skipped") !== null,
							failures: [...each.querySelectorAll("failure")].map(
								(failure) => ({
									...attributes(failure),
									text: failure.textContent,
								}),
							),
						})),
						out: suite.querySelector("system-out")?.textContent,
					}),
				),
			};
		}, xml);
		await context.close();
		return found;
	}

	test("is well-formed, with correct counts", async () => {
		const { error, root, suites } = await read(junitReport(result));
		expect(error).toBeUndefined();
		const cells = countCells(result);
		expect(root).toMatchObject({
			tests: String(operations.length * checks.length),
			failures: String(cells.differs),
			skipped: String(cells["not applicable"]),
			errors: "0",
			time: "75.250",
		});
		expect(suites.map((suite) => "name" in suite && suite.name)).toStrictEqual(
			operations.map(({ id }) => id),
		);
		for (const { cases, ...suite } of some(suites)) {
			expect(cases.map((each) => "name" in each && each.name)).toStrictEqual(
				checks,
			);
			expect(suite).toMatchObject({
				tests: String(cases.length),
				failures: String(cases.filter(({ failures: [one] }) => one).length),
				skipped: String(cases.filter(({ skipped }) => skipped).length),
			});
		}
		expect(suites[0]).toMatchObject({ time: "1.500" });
		expect(suites[0]?.out).toContain("Not cleaned up");
	});

	test("has all failures of a check in one element, with the source", async () => {
		const { suites } = await read(junitReport(result));
		const cases = suites[0]?.cases.filter(({ failures: [one] }) => one) ?? [];
		expect(cases).toHaveLength(1);
		expect(cases[0]).toMatchObject({
			classname: operations[0]?.id,
			name: "response_schema_conformance",
			file: "openapi/shared/schemas.yaml",
			line: "12",
			failures: [
				{
					type: "response_schema_conformance",
					message: expect.stringMatching(
						/^The 200 response .*\(and 1 more\)$/s,
					),
				},
			],
		});
		const text = cases[0]?.failures[0]?.text ?? "";
		expect(text).toContain(SHOWN);
		expect(text.split(result.failures[0]?.curl ?? "")).toHaveLength(3);
		expect(text).toContain("source: openapi/shared/schemas.yaml:12");
	});
});

describe("HTML", () => {
	const errors: string[] = [];
	let pages = 0;

	async function open(
		shown: typeof result,
		width: number,
		colorScheme: "light" | "dark" = "light",
	): Promise<Page> {
		errors.length = 0;
		const file = join(folder, `page-${pages++}.html`);
		await writeFile(file, htmlReport(shown));
		const url = pathToFileURL(file).href;
		const viewport = { width, height: 900 };
		const context = await newContext({ viewport, colorScheme });
		const page = await context.newPage();
		page.on("request", (request) => {
			if (![url, "data:,"].includes(request.url()))
				errors.push(`requests ${request.url()}`);
		});
		page.on("console", (message) => errors.push(message.text()));
		page.on("pageerror", (error) => errors.push(String(error)));
		await page.goto(url);
		return page;
	}

	describe("at any size, light or dark,", () => {
		let whole: Page;
		let short: Page;
		beforeAll(async () => {
			// The rows are alike, and axe is slow: a few of them will do.
			short = await open(
				{ ...result, operations: operations.slice(0, 8) },
				1440,
			);
			await short.evaluate(axe.source);
			whole = await open(result, 1440);
		});
		afterAll(async () => {
			await whole.context().close();
			await short.context().close();
		});

		describe.each([
			[360, "light"],
			[360, "dark"],
			[1000, "light"],
			[1440, "light"],
			[1440, "dark"],
		] as const)("at %i px, %s", (width, colorScheme) => {
			const change = async (page: Page) => {
				await page.setViewportSize({ width, height: 900 });
				await page.emulateMedia({ colorScheme });
			};

			test("fits the viewport and loads nothing", async () => {
				await change(whole);
				const { scrolls, rgb } = await whole.evaluate(() => ({
					scrolls: document.documentElement.scrollWidth - innerWidth,
					rgb: getComputedStyle(document.body).backgroundColor,
				}));
				expect(scrolls).toBe(0);
				expect(rgb).toBe(
					colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(20, 23, 26)",
				);
				expect(errors).toStrictEqual([]);
			});

			test("is accessible", async () => {
				await change(short);
				const broken = await short.evaluate(
					async (rules) => {
						const { axe: run } = globalThis as unknown as { axe: typeof axe };
						const { violations } = await run.run(rules);
						return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
					},
					// Only contrast depends on the theme.
					colorScheme === "dark" ? { runOnly: ["color-contrast"] } : {},
				);
				expect(broken).toStrictEqual([]);
			});
		});
	});

	test("has every operation and check in its table, and marks failures", async () => {
		const page = await open(result, 1440);
		const table = page.getByRole("table");
		const headings = table.getByRole("columnheader");
		expect(await headings.allTextContents()).toStrictEqual([
			"Operation",
			...checks,
		]);
		const rows = await table.evaluate((element) =>
			[...element.querySelectorAll("tr:has(td)")].map((row) => [
				row.querySelector("th[scope=row]")?.textContent,
				...[...row.querySelectorAll("td")].map((cell) => cell.textContent),
			]),
		);
		expect(rows).toStrictEqual(
			operations.map(({ id }, index) => [
				id,
				...checks.map((check, column) => {
					const failed =
						(index === 0 && check === "response_schema_conformance") ||
						(index === 7 && check === "error_shape");
					if (failed) return "✗failed";
					return column === checks.length - 1 ? "–not applicable" : "✓passed";
				}),
			]),
		);
		expect(await page.locator(".list").isVisible()).toBe(false);
		await page.context().close();
	});

	test("has a list instead on a phone, which works by keyboard", async () => {
		const page = await open(result, 360);
		expect(await page.locator(".table").isVisible()).toBe(false);
		const entries = page.locator(".list details");
		expect(
			await entries.locator("summary code").allTextContents(),
		).toStrictEqual(operations.map(({ id }) => id));
		const [first] = await entries.all();
		expect(await first?.locator("li").first().isVisible()).toBe(false);
		await first?.locator("summary").focus();
		await page.keyboard.press("Enter");
		expect(await first?.locator("li").allInnerTexts()).toHaveLength(
			checks.length,
		);
		await first?.getByRole("link").click();
		expect(
			await page.locator(".failure:target").getByRole("heading").innerText(),
		).toContain("response_schema_conformance");
		await page.context().close();
	});

	test("shows every failure, and escapes hostile text", async () => {
		const page = await open(result, 360);
		const shown = page.locator(".failure");
		expect(await shown.count()).toBe(3);
		for (const [index, { curl }] of some(result.failures.entries())) {
			const failure = shown.nth(index);
			expect(await failure.locator("p").innerText()).toContain(SHOWN);
			expect(await failure.locator(".curl").innerText()).toBe(curl);
			expect(await failure.locator("dl").innerText()).toContain(SHOWN);
		}
		expect(await shown.first().innerText()).toContain(
			"openapi/shared/schemas.yaml:12",
		);
		expect(await page.locator("section h3").allInnerTexts()).toStrictEqual(
			failing.map((id) => expect.stringMatching(`^${id} `)),
		);
		expect(await page.locator("script, img, iframe, object").count()).toBe(0);
		await shown.first().locator(".curl").click();
		expect(await page.evaluate(() => String(getSelection()))).toBe(
			result.failures[0]?.curl,
		);
		await page.context().close();
	});

	test("has no broken links", async () => {
		const page = await open(result, 1440);
		const { hrefs, ids } = await page.evaluate(() => ({
			hrefs: [...document.querySelectorAll("a")].map((a) => a.hash.slice(1)),
			ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
		}));
		expect(hrefs.length).toBeGreaterThan(checks.length);
		expect(hrefs.filter((hash) => !ids.includes(hash))).toStrictEqual([]);
		expect(new Set(ids).size).toBe(ids.length);
		await page.context().close();
	});

	test("has the target, the settings and the verdict", async () => {
		const page = await open(result, 1440);
		const text = await page.locator("main").innerText();
		for (const part of [
			"3 failures: the server doesn't conform to the description.",
			"http://127.0.0.1:4010/v1",
			"lomi. API 1.0.0",
			"2026-01-02 03:04:05 UTC",
			"1 min 15 s, 1,234 requests",
			"--seed 42",
			`Not cleaned up: 1 resource created by ${SHOWN}.`,
			"the pages of a list contain each item once",
		])
			expect(text).toContain(part);
		await page.context().close();

		const good = await open(fine, 360);
		expect(await good.locator(".verdict").innerText()).toBe(
			"✓ The server conforms to the description.",
		);
		expect(await good.getByText("Failures").count()).toBe(0);
		expect(await good.title()).toMatch(/^✓ /);
		await good.context().close();
	});
});
