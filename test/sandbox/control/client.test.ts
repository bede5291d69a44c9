/** The typed client of the control plane: URLs, errors, and what must not compile. */
import { describe, expect, expectTypeOf, test } from "vitest";
import {
	BadRequestError,
	type Clock,
	ConnectionError,
	Control,
	LomiError,
	NotFoundError,
	type StreamMessage,
	TimeoutError,
} from "../../../packages/sandbox/control.ts";
import { resourceName } from "../../../packages/spec/method-names.ts";
import { isStream, readOperations } from "../../../packages/spec/operations.ts";
import { controlDocument } from "../../bundle.ts";
import { some } from "../../some.ts";
import { useControlled } from "../setup/control.ts";

const sandbox = useControlled();

test("accepts the sandbox's URL with or without the API's path", async () => {
	for (const path of ["", "/", "/v1", "/v1/"]) {
		const { clock } = new Control({ url: sandbox.url + path });
		expect((await clock.get()).data.frozen).toBe(false);
	}
	const asked: string[] = [];
	const usual = new Control({
		fetch: async (url) => {
			asked.push(url);
			return new Response('{"data":[]}');
		},
	});
	await usual.faults.list();
	expect(asked).toStrictEqual(["http://127.0.0.1:4020/_sandbox/faults"]);
});

test.each(["", "127.0.0.1:4020", "ftp://127.0.0.1", 5])(
	"%j is an invalid URL",
	(url) => {
		expect(() => new Control({ url: url as string })).toThrow(
			"Pass an address such as http://127.0.0.1:4020.",
		);
	},
);

test("throws the lomi. client's errors, without retries", async () => {
	const { checkoutSessions, snapshots } = sandbox.control;
	await expect(checkoutSessions.pay("x")).rejects.toThrow(BadRequestError);
	const error = await snapshots.restore("nothing").catch((caught) => caught);
	expect(error).toBeInstanceOf(NotFoundError);
	expect(error).toMatchObject({ status: 404, attempts: 1, code: "NOT_FOUND" });
	let asked = 0;
	const deaf = new Control({
		fetch: async () => {
			asked++;
			throw new TypeError("fetch failed");
		},
	});
	await expect(deaf.clock.get()).rejects.toThrow(ConnectionError);
	expect(asked).toBe(1);
	expect(error).toBeInstanceOf(LomiError);
});

test("times out", async () => {
	const { events } = new Control({ url: sandbox.url, timeout: 50 });
	await expect(events.list({ wait: "PT30S" })).rejects.toThrow(TimeoutError);
	expect(() => new Control({ timeout: 0 })).toThrow(TypeError);
});

test("sends no key, not even from the environment", async () => {
	const before = process.env.LOMI_API_KEY;
	process.env.LOMI_API_KEY = "lomi_sk_live_mine";
	let sent = "";
	const control = new Control({
		fetch: async (_, { headers }) => {
			sent = JSON.stringify(headers);
			return new Response('{"data":[]}');
		},
	});
	await control.faults.list();
	expect(sent).not.toContain("lomi_sk");
	if (before === undefined) delete process.env.LOMI_API_KEY;
	else process.env.LOMI_API_KEY = before;
});

test("has typed paths", async () => {
	const { data } = await sandbox.control.http.GET("/clock");
	expect(data?.data.frozen).toBe(false);
});

test("leaves out the stream, whose end a call would wait for, and what isn't JSON", () => {
	const operations = readOperations(controlDocument).filter(isStream);
	for (const { tag } of some(operations))
		expect(sandbox.control).not.toHaveProperty(resourceName(tag));
	// @ts-expect-error the stream isn't among the paths
	const never = () => sandbox.control.http.GET("/stream");
	expect(never).toBeTypeOf("function");
	// @ts-expect-error nor are the metrics
	const neither = () => sandbox.control.http.GET("/metrics");
	expect(neither).toBeTypeOf("function");
	// Its messages have types.
	const message: StreamMessage = {
		event: "clock",
		data: { now: "", frozen: true },
	};
	expect(message.event).toBe("clock");
});

test("wrong calls don't compile", () => {
	const { checkoutSessions, faults, clock } = sandbox.control;
	expectTypeOf(clock).toEqualTypeOf<Clock>();
	const never = () => {
		// @ts-expect-error there is no such outcome
		checkoutSessions.pay("id", { outcome: "paid" });
		// @ts-expect-error a rule says what it is for
		faults.create({ status: 500 });
		// @ts-expect-error a delivery has no status
		faults.create({ kind: "delivery", status: 500 });
		faults.create({
			kind: "request",
			// @ts-expect-error a normal distribution has a deviation
			latency: { distribution: "normal", mean_ms: 1 },
		});
		// @ts-expect-error a body is needed
		clock.advance();
	};
	expect(never).toBeTypeOf("function");
});

describe("a list with cursors", () => {
	/** The pages of a server, by the position that they come after. */
	const serve = (
		pages: Record<string, { ids: number[]; next: string | null }>,
	) => {
		const asked: string[] = [];
		const control = new Control({
			fetch: async (url) => {
				const { search, searchParams } = new URL(String(url));
				asked.push(search);
				const { ids, next } = pages[searchParams.get("before") ?? ""] ?? {
					ids: [],
					next: null,
				};
				const data = ids.map((customer_id) => ({ customer_id }));
				return Response.json({ data, next });
			},
		});
		const walk = async (query = {}) =>
			(await control.customers.list(query).toArray()).map(
				({ customer_id }) => customer_id as unknown as number,
			);
		return { asked, walk, control };
	};

	test("is walked by its next, with the same filters", async () => {
		const { asked, walk } = serve({
			"": { ids: [1, 2], next: "2" },
			2: { ids: [3], next: "3" },
			3: { ids: [4, 5], next: null },
		});
		expect(await walk({ search: "a" })).toStrictEqual([1, 2, 3, 4, 5]);
		expect(asked).toStrictEqual([
			"?search=a",
			"?search=a&before=2",
			"?search=a&before=3",
		]);
	});

	test("goes on after a page that has none", async () => {
		const { walk } = serve({
			"": { ids: [], next: "a" },
			a: { ids: [], next: "b" },
			b: { ids: [1], next: "c" },
			c: { ids: [], next: null },
		});
		expect(await walk()).toStrictEqual([1]);
	});

	test("ends where a server stays at one place", async () => {
		for (const ids of [[], [1]]) {
			const { walk, asked } = serve({
				"": { ids, next: "a" },
				a: { ids: [], next: "a" },
			});
			expect(await walk()).toStrictEqual(ids);
			expect(asked).toHaveLength(2);
		}
	});

	test("can be walked again, page by page", async () => {
		const { control, asked } = serve({
			"": { ids: [1], next: "1" },
			1: { ids: [2], next: null },
		});
		const list = control.customers.list();
		expect((await list).next).toBe("1");
		for (let round = 1; round <= 2; round++) {
			const pages = [];
			for await (const page of list.pages()) pages.push(page.next);
			expect(pages).toStrictEqual(["1", null]);
			expect(asked).toHaveLength(2 * round);
		}
		await expect(list.toArray({ max: -1 })).rejects.toThrow(TypeError);
	});

	test("throws an error of any page", async () => {
		const failing = new Control({
			fetch: async (url) =>
				String(url).includes("before")
					? Response.json({ error: { message: "No" } }, { status: 404 })
					: Response.json({ data: [], next: "1" }),
		});
		await expect(failing.customers.list().toArray()).rejects.toThrow(
			NotFoundError,
		);
	});

	test("asks for no more pages than are needed", async () => {
		const { control, asked } = serve({ "": { ids: [1, 2], next: "2" } });
		const some = await control.customers.list().toArray({ max: 2 });
		expect(some).toHaveLength(2);
		expect(asked).toHaveLength(1);
	});
});
