/** The suite proves itself: it finds nothing where there is no fault, and each fault by the check that should find it. */
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../../packages/contract/checks/names.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { operations } from "../api.ts";
import { read } from "../readme/pages.ts";
import { some } from "../some.ts";
import { createClock } from "./clock.ts";
import { FAULTS } from "./faults/index.ts";
import { run, start, startFaulty } from "./run.ts";
import type { Fault } from "./server/server.ts";

/** Answers one request with a 429, whose number it is. */
function limiting(number: number, seconds: string, seen: () => void): Fault {
	let count = 0;
	return (call, next) => {
		seen();
		if (++count !== number) return next(call);
		const headers = { "retry-after": seconds };
		const body = { error: { message: "Too many requests" } };
		return { status: 429, headers, body };
	};
}

describe("a server without a fault", () => {
	test("passes every check in every phase, and has nothing left that can be deleted", async () => {
		const server = await start(limiting(9, "0", () => {}));
		const before = new Set(server.memory.things.keys());
		const result = await run(server, { runs: 5 });
		expect(result.failures).toStrictEqual([]);
		for (const check of some(result.checks))
			expect(
				operations.filter(({ id }) => result.tally.get(id)?.has(check)),
				check,
			).not.toStrictEqual([]);
		const left = [...server.memory.things.keys()].filter(
			(path) => !before.has(path),
		);
		const [sessions = ""] = left[0]?.match(/^\/[^/]+/) ?? [];
		expect(left.filter((path) => !path.startsWith(sessions))).toStrictEqual([]);
		expect(result.notes).toStrictEqual([
			`Left behind, because the API didn't delete it: what createCheckoutSession made, ${left.length} times.`,
		]);
	});

	test("may close a connection that was kept open just when it is used again", async () => {
		const used = new WeakSet();
		const server = await start((call, next) => {
			const { socket } = call.request;
			if (used.has(socket)) socket.destroy();
			used.add(socket);
			return next(call);
		});
		const { failures } = await run(server, { phases: ["examples"] });
		expect(failures).toStrictEqual([]);
	});

	test("may ask to wait, and is not asked again before", async () => {
		const clock = createClock();
		const times: number[] = [];
		const server = await start(limiting(1, "7", () => times.push(clock.now())));
		const { failures } = await run(server, {
			phases: ["examples"],
			operations: new Set(["listProviders"]),
			clock,
		});
		expect(failures).toStrictEqual([]);
		expect(times.slice(0, 3)).toStrictEqual([0, 7_000, 7_000]);
	});

	test("is asked no more often than the rate says", async () => {
		const clock = createClock();
		const times: number[] = [];
		const server = await start((call, next) => {
			times.push(clock.now());
			return next(call);
		});
		await run(server, {
			phases: ["examples"],
			operations: new Set(["listTransactions"]),
			rate: 600,
			clock,
		});
		expect(times.length).toBeGreaterThan(5);
		expect(times).toStrictEqual(times.map((_, index) => index * 100));
	});
});

test.each(FAULTS)("$check finds: $name", async (known) => {
	const server = await startFaulty(known);
	const { clock = createClock() } = known;
	const { failures } = await run(server, {
		phases: [known.phase],
		operations: new Set([known.operation]),
		clock,
	});
	const found = failures.find(
		({ check, operation }) =>
			check === known.check && operation.id === known.operation,
	);
	expect(found, `found: ${failures.map(({ check }) => check)}`).toBeDefined();
	const { file = "", line = 0 } = found?.place ?? {};
	expect(existsSync(`${ROOT}${file}`), file).toBe(true);
	expect(read(file).split("\n").length).toBeGreaterThanOrEqual(line);
	expect(line).toBeGreaterThan(0);
});

test("every check has a fault that it finds", () => {
	expect(FAULTS.length).toBeGreaterThanOrEqual(30);
	expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
	expect(new Set(FAULTS.map(({ check }) => check))).toStrictEqual(
		new Set(Object.keys(CHECKS)),
	);
});

test("packages/contract/README.md tells of each fault, and which check finds it", () => {
	const [, section = ""] =
		/^## What it finds\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(
			read("packages/contract/README.md"),
		) ?? [];
	const rows = [...section.matchAll(/^\| (.+?) +\| `(\w+)` +\|$/gm)];
	expect(rows.map(([, name, check]) => ({ name, check }))).toStrictEqual(
		FAULTS.map(({ name, check }) => ({ name, check })),
	);
});
