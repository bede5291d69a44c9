/** The terminal report at any width and in a pipe, the progress, and the writing of report files. */
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
import { fine, result, SHOWN } from "./setup/result.ts";

describe("terminal", () => {
	test.each([60, 80, 140])(
		"fits into %i columns, except for curl commands",
		(columns) => {
			const text = stripVTControlCharacters(describeResult(result, columns));
			const lines = text.split("\n");
			const wide = lines.filter((line) => [...line].length > columns);
			expect(wide.every((line) => line.startsWith("  curl "))).toBe(true);
			expect(wide).toHaveLength(3);
			const from = lines.findIndex((line) => line.startsWith("  got "));
			const to = lines.findIndex((line) => line.startsWith("  source "));
			expect(to - from).toBe(3);
			expect(lines[to - 1]).toMatch(/…$/);
			expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
		},
	);

	test("in a pipe, nothing is wrapped or truncated", () => {
		const lines = stripVTControlCharacters(describeResult(result)).split("\n");
		const got = lines.filter((line) => line.startsWith("  got "));
		expect(got).toHaveLength(3);
		for (const line of got) {
			expect(line).toContain(SHOWN);
			expect(line).toMatch(/x{500}$/);
		}
	});

	test("ends with the verdict and the totals", () => {
		const verdict = (changes: Partial<typeof result>) =>
			stripVTControlCharacters(describeResult({ ...fine, ...changes }));
		expect(verdict({})).toContain("✓ The server conforms");
		expect(verdict({ complete: false })).toContain(
			"✗ No failure so far, but the run is incomplete.",
		);
		expect(verdict({ tally: new Map() })).toContain("✗ Nothing was checked");
		expect(verdict({ operations: operations.slice(0, 1) })).toContain(
			"18 checks passed, 0 failed, 1 not applicable · 1 operation, 1,234 requests, 1 min 15 s, --seed 42",
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

	/** A stream that collects its output, and a clock that is set by hand. */
	function start(isTTY: boolean, columns: number) {
		const screen = {
			isTTY,
			columns,
			time: 0,
			output: "",
			write(text: string) {
				screen.output += text;
				return true;
			},
		};
		return { screen, progress: createProgress(screen, () => screen.time) };
	}

	test("is a bar with the position", () => {
		const { screen, progress } = start(true, 100);
		progress.show(step());
		expect(screen.output).toBe(
			`\r\x1b[J${"█".repeat(12)}${"░".repeat(12)} 50 %  2 ✗  examples: ${operation.id}  1,234 requests`,
		);
	});

	test.each([80, 40, 12])(
		"fits into %i columns, and can be erased",
		(columns) => {
			const { screen, progress } = start(true, columns);
			progress.show(step());
			const [, bar = ""] = screen.output.split("\x1b[J");
			// With room for ^C.
			expect(bar.length).toBeLessThanOrEqual(columns - 3);
			progress.show(step({ done: 6 }));
			expect(screen.output).toBe(`\r\x1b[J${bar}`);
			screen.time = 1000;
			progress.show(step({ done: 6 }));
			expect(screen.output.split("\x1b[J")).toHaveLength(3);
			// At half the width, the terminal has wrapped the line.
			screen.columns = Math.ceil((bar.length + 1) / 2);
			screen.output = "";
			progress.clear();
			expect(screen.output).toBe("\r\x1b[1A\x1b[J");
			screen.output = "";
			progress.clear();
			expect(screen.output).toBe("");
		},
	);

	test("is a line per phase in a log, and one per minute", () => {
		const { screen, progress } = start(false, 80);
		progress.show(step());
		progress.show(step({ requests: 1300 }));
		progress.show(step({ phase: "coverage", failures: 1 }));
		screen.time = 61_000;
		progress.show(step({ phase: "coverage" }));
		progress.clear();
		expect(stripVTControlCharacters(screen.output)).toBe(
			[
				"examples (1,234 requests, 2 failures so far)",
				"coverage (1,234 requests, 1 failure so far)",
				`coverage: ${operation.id} (1,234 requests, 2 failures so far)`,
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

	test("a check leaves all files as they are", async () => {
		await checkReports({ json: file("there"), html: file("new") });
		expect(await readFile(file("there"), "utf8")).toBe("as it was");
		expect((await readdir(file("."))).sort()).toStrictEqual([
			"closed",
			"there",
		]);
	});

	test("replaces files atomically, and leaves no other files", async () => {
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
		[{ json: "none/r.json" }, "doesn't exist. Create it first."],
		[{ html: "there/r.html" }, "doesn't exist. Create it first."],
		[{ junit: "closed" }, "it is a folder"],
		[
			{ json: "same", html: "same" },
			"--json and --html must be different files",
		],
	])("explains why %j can't be written", async (files, reason) => {
		const paths = Object.fromEntries(
			Object.entries(files).map(([kind, name]) => [kind, file(name)]),
		);
		await expect(checkReports(paths)).rejects.toThrow(reason);
	});

	test("explains missing permissions", async () => {
		await chmod(file("closed"), 0o555);
		// Root may write anywhere, so the test becomes nobody for a moment.
		const root = process.geteuid?.() === 0;
		if (root) process.seteuid?.(65_534);
		const check = checkReports({ json: file("closed/r.json") });
		const message = await check.catch((error: Error) => error.message);
		if (root) process.seteuid?.(0);
		expect(message).toBe(
			`Can't write --json ${file("closed/r.json")}: no permission to write to ${file("closed")}. Choose another folder.`,
		);
	});
});
