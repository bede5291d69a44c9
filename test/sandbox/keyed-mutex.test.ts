import { expect, test } from "vitest";
import { createKeyedMutex } from "../../packages/sandbox/keyed-mutex.ts";

/** A mutex, a log of what runs, and work that lasts until told to end. */
function setUp() {
	const last = new Map<string, Promise<unknown>>();
	const turns = createKeyedMutex(last);
	const log: string[] = [];
	const start = (name: string, id: string) => {
		const { promise, resolve, reject } = Promise.withResolvers<string>();
		const done = turns(name, () => {
			log.push(id);
			return promise;
		});
		return { done, end: () => resolve(id), fail: () => reject(new Error(id)) };
	};
	/** Runs everything that can run. */
	const settle = () => new Promise((resolve) => setImmediate(resolve));
	return { last, log, start, settle };
}

test("work with the same key runs in sequence, and returns its own result", async () => {
	const { log, start, settle } = setUp();
	const [one, two, three] = ["1", "2", "3"].map((id) => start("a", id));
	await settle();
	expect(log).toStrictEqual(["1"]);
	one?.end();
	await settle();
	expect(log).toStrictEqual(["1", "2"]);
	two?.end();
	three?.end();
	expect(
		await Promise.all([one, two, three].map((each) => each?.done)),
	).toStrictEqual(["1", "2", "3"]);
});

test("new work is queued last", async () => {
	const { log, start, settle } = setUp();
	const one = start("a", "1");
	start("a", "2");
	one.end();
	await settle();
	start("a", "3");
	await settle();
	expect(log).toStrictEqual(["1", "2"]);
});

test("other keys don't wait", async () => {
	const { log, start, settle } = setUp();
	start("a", "1");
	start("b", "2");
	await settle();
	expect(log).toStrictEqual(["1", "2"]);
});

test("failed work doesn't affect the next", async () => {
	const { log, start } = setUp();
	const [one, two] = [start("a", "1"), start("a", "2")];
	one.fail();
	await expect(one.done).rejects.toThrow("1");
	two.end();
	expect(await two.done).toBe("2");
	expect(log).toStrictEqual(["1", "2"]);
});

test("no key is kept after its work settles", async () => {
	const { last, start } = setUp();
	const [one, two, three] = [start("a", "1"), start("a", "2"), start("b", "3")];
	expect([...last.keys()]).toStrictEqual(["a", "b"]);
	one.end();
	two.fail();
	three.end();
	await Promise.allSettled([one.done, two.done, three.done]);
	expect(last.size).toBe(0);
});
