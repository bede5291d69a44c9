/** Authentication and isolation, for every operation. */
import { beforeAll, describe, expect, test } from "vitest";
import { targetOf } from "../../../packages/spec/requests/request.ts";
import { operations } from "../../bundle.ts";
import { some } from "../../some.ts";
import { createResources, type MakeRequest } from "../setup/resources.ts";
import {
	type Answer,
	FIRST,
	KEY_HEADER,
	SECOND,
	useSandbox,
} from "../setup/sandbox.ts";

const sandbox = useSandbox();

let requestTo: MakeRequest;
/** The first merchant's objects: the response to each GET of one. */
const there = new Map<string, string>();
beforeAll(async () => {
	requestTo = await createResources(sandbox);
	for (const operation of operations)
		if (operation.method === "get" && operation.path.includes("{")) {
			const path = targetOf(requestTo(operation));
			const { status, text } = await sandbox.send(path);
			expect(status, path).toBe(200);
			there.set(path, text);
		}
});

describe.each(operations)("$id", (operation) => {
	const send = (key: string): Promise<Answer> => {
		const request = requestTo(operation);
		return sandbox.send(targetOf(request), {
			method: request.method,
			headers: { [KEY_HEADER]: key },
			body: request.body,
		});
	};

	test.each([
		["no key", "", "missingKey", undefined],
		["an unknown key", "lomi_sk_test_nobody", "unknownKey", undefined],
		["part of a key", FIRST.api_key.slice(0, -1), "unknownKey", undefined],
		[
			"a live key",
			"lomi_sk_live_x",
			"unknownKey",
			"This is a live key. The sandbox takes test keys, which start with `lomi_sk_test_`.",
		],
	])("refuses %s, and says why", async (_what, key, scenario, details) => {
		const { status, body } = await send(key);
		const documented = operation.answers
			.find((answer) => answer.status === 401)
			?.body?.examples.find((example) => example.scenario === scenario)
			?.value as { error: object };
		expect(status).toBe(401);
		expect(body).toStrictEqual({
			error: { ...documented.error, ...(details && { details }) },
		});
	});

	if (operation.path.includes("{"))
		test("doesn't reveal another merchant's objects", async () => {
			const { status } = await send(SECOND.api_key);
			expect(status).toBe(operation.id === "getCheckoutSession" ? 403 : 404);
		});
	else if (operation.pagination && operation.id !== "listProviders")
		test("lists nothing for another merchant", async () => {
			expect((await send(SECOND.api_key)).body.data).toStrictEqual([]);
		});
});

test("all objects still exist, unchanged", async () => {
	for (const [path, before] of some(there))
		expect((await sandbox.send(path)).text, path).toBe(before);
	expect(there.size).toBeGreaterThan(10);
});
