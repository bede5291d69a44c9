import { expect, test } from "vitest";
import { createKeyedMutex } from "../../packages/sandbox/keyed-mutex.ts";

/** Turns, a log of what they do, and pieces of work that last until they are told to end. */
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
	/** Lets everything run that can. */
	const settle = () => new Promise((resolve) => setImmediate(resolve));
	return { last, log, start, settle };
}

test("work of one name is done in turn, and gives its own result", async () => {
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

test("what comes while others wait goes to the end of the line", async () => {
	const { log, start, settle } = setUp();
	const one = start("a", "1");
	start("a", "2");
	one.end();
	await settle();
	start("a", "3");
	await settle();
	expect(log).toStrictEqual(["1", "2"]);
});

test("other names wait for nobody", async () => {
	const { log, start, settle } = setUp();
	start("a", "1");
	start("b", "2");
	await settle();
	expect(log).toStrictEqual(["1", "2"]);
});

test("work that fails fails alone", async () => {
	const { log, start } = setUp();
	const [one, two] = [start("a", "1"), start("a", "2")];
	one.fail();
	await expect(one.done).rejects.toThrow("1");
	two.end();
	expect(await two.done).toBe("2");
	expect(log).toStrictEqual(["1", "2"]);
});

test("nothing is kept once all is done, however it went", async () => {
	const { last, start } = setUp();
	const [one, two, three] = [start("a", "1"), start("a", "2"), start("b", "3")];
	expect([...last.keys()]).toStrictEqual(["a", "b"]);
	one.end();
	two.fail();
	three.end();
	await Promise.allSettled([one.done, two.done, three.done]);
	expect(last.size).toBe(0);
});
