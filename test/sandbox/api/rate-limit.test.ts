import { describe, expect, test } from "vitest";
import { createRateLimiter } from "../../../packages/sandbox/api/rate-limit.ts";
import { testServer } from "../../../packages/spec/operations.ts";
import { document } from "../../bundle.ts";
import { startControlled } from "../setup/control.ts";
import {
	clockToTurn,
	DAY,
	FIRST,
	KEY_HEADER,
	MINUTE,
	SECOND,
	startSandbox,
	useSandbox,
} from "../setup/sandbox.ts";

const { perMinute, perDay } = testServer(document)["x-rate-limit"];

describe("over the limit per minute", () => {
	const sandbox = useSandbox({ rateLimit: true });
	const ask = (headers = {}) => sandbox.send("/providers", { headers });
	const use = async (count: number) => {
		const answers = await Promise.all(
			Array.from({ length: count }, () => ask()),
		);
		return answers.map(({ status }) => status);
	};

	test("a key has to wait until the minute ends, and no longer", async () => {
		expect(new Set(await use(perMinute))).toStrictEqual(new Set([200]));
		sandbox.clock.turn(12_500);
		const { status, headers, body } = await ask();
		expect(status).toBe(429);
		expect(headers.get("retry-after")).toBe("48");
		expect(body).toStrictEqual({ error: { message: "Rate limit exceeded" } });

		// Other keys have their own limits.
		const other = { [KEY_HEADER]: SECOND.api_key };
		expect((await ask(other)).status).toBe(200);
		// Unknown keys aren't counted.
		expect((await ask({ [KEY_HEADER]: "nobody" })).status).toBe(401);

		sandbox.clock.turn(47_499);
		expect((await ask()).headers.get("retry-after")).toBe("1");
		sandbox.clock.turn(1);
		expect(new Set(await use(perMinute))).toStrictEqual(new Set([200]));
		expect(await use(2)).toStrictEqual([429, 429]);
	});

	test("nothing runs, and no idempotency key is used", async () => {
		sandbox.clock.turn(DAY);
		const headers = { "idempotency-key": "later" };
		const create = () =>
			sandbox.send("/customers", {
				method: "POST",
				headers,
				body: { name: "Awa" },
			});
		await use(perMinute);
		expect((await create()).status).toBe(429);
		sandbox.clock.turn(MINUTE);
		expect((await create()).status).toBe(201);
	});
});

test("over the limit per day, a key has to wait until the next day", async () => {
	const clock = clockToTurn("2025-06-01T00:00:00.000Z");
	const { count: wait } = createRateLimiter({ perMinute, perDay }, clock);
	let asked = 0;
	for (; asked < perDay; asked++) {
		if (asked % perMinute === 0) clock.turn(MINUTE);
		expect(await wait("key")).toBe(0);
	}
	clock.turn(MINUTE);
	const rest = DAY - (clock.now().getTime() % DAY);
	expect(await wait("key")).toBe(rest / 1_000);
	expect(await wait("other")).toBe(0);
	clock.turn(rest - 1);
	expect(await wait("key")).toBe(1);
	clock.turn(1);
	expect(await wait("key")).toBe(0);
});

test("a frozen clock never clears a limit, but a reset does", async () => {
	const sandbox = await startControlled({ rateLimit: true });
	const ask = async () =>
		(
			await sandbox.app.inject({
				url: "/v1/providers",
				headers: { host: "localhost", [KEY_HEADER]: FIRST.api_key },
			})
		).statusCode;
	await sandbox.control.clock.freeze();
	for (let asked = 0; asked < perMinute; asked++) expect(await ask()).toBe(200);
	expect(await ask()).toBe(429);
	await sandbox.control.data.reset();
	expect(await ask()).toBe(200);
	await sandbox.close();
});

test("requests aren't limited by default", async () => {
	const sandbox = await startSandbox();
	const answers = await Promise.all(
		Array.from({ length: 2 * perMinute }, () =>
			sandbox.send("/providers", { headers: { [KEY_HEADER]: FIRST.api_key } }),
		),
	);
	expect(new Set(answers.map(({ status }) => status))).toStrictEqual(
		new Set([200]),
	);
	await sandbox.stop();
});
