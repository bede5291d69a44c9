/** The suite against a server of its own: no failure without a fault, and each deliberate fault is found by its check. */
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../../packages/contract/checks/names.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { operations } from "../api.ts";
import { read } from "../readme/pages.ts";
import { some } from "../some.ts";
import { FAULTS } from "./faults/index.ts";
import type { Fault } from "./server/server.ts";
import { createClock } from "./setup/clock.ts";
import { run, start, startFaulty } from "./setup/run.ts";
import { undeletable } from "./setup/undeletable.ts";

/** Responds to the request with that number with a 429. */
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
	test("passes every check in every phase, and everything that can be deleted is", async () => {
		const server = await start(limiting(9, "0", () => {}));
		const before = new Set(server.memory.resources.keys());
		const result = await run(server, { runs: 5 });
		expect(result.failures).toStrictEqual([]);
		for (const check of some(result.checks))
			expect(
				operations.filter(({ id }) => result.tally.get(id)?.has(check)),
				check,
			).not.toStrictEqual([]);
		const left = [...server.memory.resources.keys()].filter(
			(path) => !before.has(path),
		);
		const counts = some(undeletable).map(({ id, path }) => ({
			id,
			count: left.filter((each) => each.startsWith(`${path}/`)).length,
		}));
		expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(left.length);
		expect(result.notes).toStrictEqual(
			counts.map(
				({ id, count }) =>
					`Not cleaned up: ${count} resources created by ${id} (not deleted by the API).`,
			),
		);
	});

	test("may close an idle connection just as it is reused", async () => {
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

	test("is not asked again before its Retry-After", async () => {
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

	test("is not asked again before the longer of two Retry-After", async () => {
		const clock = createClock();
		const times: number[] = [];
		const limited = limiting(1, "1, 7", () => times.push(clock.now()));
		await run(await start(limited), {
			phases: ["examples"],
			operations: new Set(["listProviders"]),
			clock,
		});
		expect(times.slice(0, 3)).toStrictEqual([0, 7_000, 7_000]);
	});

	test("is not sent more requests than --rate allows", async () => {
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

test("packages/contract/README.md lists each fault and the check that finds it", () => {
	const [, section = ""] =
		/^## What it finds\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(
			read("packages/contract/README.md"),
		) ?? [];
	const rows = [...section.matchAll(/^\| (.+?) +\| `(\w+)` +\|$/gm)];
	expect(rows.map(([, name, check]) => ({ name, check }))).toStrictEqual(
		FAULTS.map(({ name, check }) => ({ name, check })),
	);
});
