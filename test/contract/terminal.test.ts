/** What a run says on the terminal, at any width and in a pipe; how far it is; and whether its reports can be written. */
import {
	chmod,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rm,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { jsonReport } from "../../packages/contract/report/json.ts";
import { junitReport } from "../../packages/contract/report/junit.ts";
import { createProgress } from "../../packages/contract/report/progress.ts";
import { describeResult } from "../../packages/contract/report/terminal.ts";
import {
	checkReports,
	writeReports,
} from "../../packages/contract/report/write.ts";
import type { ProgressUpdate } from "../../packages/contract/run/settings.ts";
import { operations } from "../api.ts";
import { fine, result, SHOWN } from "./result.ts";

describe("terminal", () => {
	test.each([60, 80, 140])("fits into %i columns, but for curl", (columns) => {
		const text = stripVTControlCharacters(describeResult(result, columns));
		const lines = text.split("\n");
		const wide = lines.filter((line) => [...line].length > columns);
		expect(wide.every((line) => line.startsWith("  curl "))).toBe(true);
		expect(wide).toHaveLength(3);
		const from = lines.findIndex((line) => line.startsWith("  got "));
		const to = lines.findIndex((line) => line.startsWith("  said in "));
		expect(to - from).toBe(3);
		expect(lines[to - 1]).toMatch(/…$/);
		expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
	});

	test("in a pipe, a text is one line, and whole", () => {
		const lines = stripVTControlCharacters(describeResult(result)).split("\n");
		const got = lines.filter((line) => line.startsWith("  got "));
		expect(got).toHaveLength(3);
		for (const line of got) {
			expect(line).toContain(SHOWN);
			expect(line).toMatch(/x{500}$/);
		}
	});

	test("says in how far something can be told", () => {
		const verdict = (changes: Partial<typeof result>) =>
			stripVTControlCharacters(describeResult({ ...fine, ...changes }));
		expect(verdict({})).toContain("✓ The server does what");
		expect(verdict({ complete: false })).toContain(
			"✗ No difference so far, but not all was tried.",
		);
		expect(verdict({ tally: new Map() })).toContain("✗ Nothing was checked");
		expect(verdict({ operations: operations.slice(0, 1) })).toContain(
			"18 checks hold, 0 differ, 1 doesn't apply · 1 operation, 1,234 requests, 1 min 15 s, --seed 42",
		);
	});
});

describe("progress", () => {
	beforeAll(() => void vi.stubEnv("TERM", "xterm"));
	afterAll(() => void vi.unstubAllEnvs());
	const [operation] = operations as [ProgressUpdate["operation"]];
	const step = (changes: Partial<ProgressUpdate> = {}): ProgressUpdate => ({
		phase: "examples",
		operation,
		done: 5,
		total: 10,
		requests: 1234,
		failures: 2,
		...changes,
	});

	/** A stream that keeps what it is told, and a clock that is set by hand. */
	function start(isTTY: boolean, columns: number) {
		const screen = {
			isTTY,
			columns,
			time: 0,
			said: "",
			write(text: string) {
				screen.said += text;
				return true;
			},
		};
		return { screen, progress: createProgress(screen, () => screen.time) };
	}

	test("is a bar that says where it is", () => {
		const { screen, progress } = start(true, 100);
		progress.show(step());
		expect(screen.said).toBe(
			`\r\x1b[J${"█".repeat(12)}${"░".repeat(12)} 50 %  2 ✗  examples: ${operation.id}  1,234 requests`,
		);
	});

	test.each([80, 40, 12])("fits into %i columns, and goes", (columns) => {
		const { screen, progress } = start(true, columns);
		progress.show(step());
		const [, bar = ""] = screen.said.split("\x1b[J");
		// Ctrl+C leaves ^C behind it.
		expect(bar.length).toBeLessThanOrEqual(columns - 3);
		progress.show(step({ done: 6 }));
		expect(screen.said).toBe(`\r\x1b[J${bar}`);
		screen.time = 1000;
		progress.show(step({ done: 6 }));
		expect(screen.said.split("\x1b[J")).toHaveLength(3);
		// Half as wide, the terminal has broken the line in two.
		screen.columns = Math.ceil((bar.length + 1) / 2);
		screen.said = "";
		progress.clear();
		expect(screen.said).toBe("\r\x1b[1A\x1b[J");
		screen.said = "";
		progress.clear();
		expect(screen.said).toBe("");
	});

	test("is a line for each phase in a log, and one a minute", () => {
		const { screen, progress } = start(false, 80);
		progress.show(step());
		progress.show(step({ requests: 1300 }));
		progress.show(step({ phase: "coverage", failures: 1 }));
		screen.time = 61_000;
		progress.show(step({ phase: "coverage" }));
		progress.clear();
		expect(stripVTControlCharacters(screen.said)).toBe(
			[
				"examples (1,234 requests, 2 differences so far)",
				"coverage (1,234 requests, 1 difference so far)",
				`coverage: ${operation.id} (1,234 requests, 2 differences so far)`,
				"",
			].join("\n"),
		);
	});
});

describe("writing", () => {
	let folder: string;
	const file = (name: string) => join(folder, name);
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "lomi-reports-"));
		await mkdir(file("closed"));
		await writeFile(file("there"), "as it was");
	});
	afterAll(() => rm(folder, { recursive: true }));

	test("a try leaves everything as it is", async () => {
		await checkReports({ json: file("there"), html: file("new") });
		expect(await readFile(file("there"), "utf8")).toBe("as it was");
		expect((await readdir(file("."))).sort()).toStrictEqual([
			"closed",
			"there",
		]);
	});

	test("puts whole files in place, and nothing else", async () => {
		const files = { json: file("there"), junit: file("x"), html: file("h") };
		expect(await writeReports(files, result)).toStrictEqual(
			Object.values(files),
		);
		expect(await readFile(file("there"), "utf8")).toBe(jsonReport(result));
		expect(await readFile(file("x"), "utf8")).toBe(junitReport(result));
		expect((await readdir(file("."))).sort()).toStrictEqual([
			"closed",
			"h",
			"there",
			"x",
		]);
	});

	test.each([
		[{ json: "none/r.json" }, "there is no folder"],
		[{ html: "there/r.html" }, "there is no folder"],
		[{ junit: "closed" }, "it is a folder"],
		[{ json: "same", html: "same" }, "--json and --html name the same file"],
	])("says why %j can't be written", async (files, reason) => {
		const paths = Object.fromEntries(
			Object.entries(files).map(([kind, name]) => [kind, file(name)]),
		);
		await expect(checkReports(paths)).rejects.toThrow(reason);
	});

	test("says where one may not write", async () => {
		await chmod(file("closed"), 0o555);
		// Root may write anywhere, so it is nobody for a moment.
		const root = process.geteuid?.() === 0;
		if (root) process.seteuid?.(65_534);
		const tried = checkReports({ json: file("closed/r.json") });
		const why = await tried.catch((error: Error) => error.message);
		if (root) process.seteuid?.(0);
		expect(why).toBe(
			`Can't write --json ${file("closed/r.json")}: you may not write into ${file("closed")}. Name a file elsewhere.`,
		);
	});
});
