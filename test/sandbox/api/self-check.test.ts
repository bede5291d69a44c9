/** Internal errors are reported as such, logged, and rolled back. */
import { afterEach, describe, expect, test } from "vitest";
import { Refusal } from "../../../packages/http/refusal.ts";
import type { Handlers } from "../../../packages/sandbox/api/context.ts";
import {
	type RunningSandbox,
	sameAnswer,
	startSandbox,
} from "../setup/sandbox.ts";

let sandbox: RunningSandbox;
afterEach(() => sandbox.stop());

const write: NonNullable<Handlers["createCustomer"]> = async ({
	database,
	merchant,
}) => {
	await database
		.insertInto("customers")
		.values({
			...merchant,
			customer_id: "half",
			name: "Half",
			is_business: 0,
			created_at: "",
			updated_at: "",
		})
		.execute();
	return { data: { customer_id: "half" } };
};
const start = async (createCustomer: Handlers["createCustomer"]) => {
	sandbox = await startSandbox({
		handlers: { ...(createCustomer && { createCustomer }) },
	});
};
const create = (headers = {}) =>
	sandbox.send("/customers", {
		method: "POST",
		headers,
		body: { name: "Awa" },
	});
const customers = () =>
	sandbox.database.selectFrom("customers").selectAll().execute();

describe.each<[string, Handlers["createCustomer"], RegExp]>([
	[
		"an answer that is not as described",
		write,
		/^POST \/v1\/customers: Error: The 201 of createCustomer violates #\/components\/schemas\/CustomerResponse: Missing required field: `data\.merchant_id`\./,
	],
	[
		"an error of its own",
		async (context) => {
			await write(context);
			throw new TypeError("Nobody thought of this.");
		},
		/^POST \/v1\/customers: TypeError: Nobody thought of this\.\n +at /,
	],
	[
		"a statement that the database refuses",
		async (context) => {
			await write(context);
			return write(context);
		},
		/^POST \/v1\/customers: error: .*unique constraint/i,
	],
])("%s", (_what, handler, trace) => {
	test("is a 500 in the house shape, without details, and is rolled back", async () => {
		await start(handler);
		const { status, body } = await create();
		expect(status).toBe(500);
		expect(body).toStrictEqual({
			error: {
				message: "Internal server error",
				details: "The sandbox has an internal error. See its log.",
				code: "INTERNAL_ERROR",
				status: 500,
				timestamp: sandbox.clock.now().toISOString(),
			},
		});
		expect(sandbox.faults).toStrictEqual([expect.stringMatching(trace)]);
		expect(await customers()).toStrictEqual([]);
		// Other requests aren't affected.
		const product = { name: "Pagne", price: 5, currency_code: "XOF" } as const;
		await sandbox.lomi.products.create(product);
	});

	test("is stored as the response to its idempotency key", async () => {
		await start(handler);
		const headers = { "idempotency-key": "once" };
		const first = await create(headers);
		expect(first.status).toBe(500);
		sandbox.clock.turn(1);
		sameAnswer(first, await create(headers));
		expect(sandbox.faults).toHaveLength(1);
		expect(await customers()).toStrictEqual([]);
	});
});

test("a refusal that violates the description is an internal error too", async () => {
	await start(async () => {
		throw new Refusal({ status: 409, headers: {}, body: { reason: "No." } });
	});
	expect((await create()).status).toBe(500);
	expect(sandbox.faults).toStrictEqual([
		expect.stringContaining(
			"The 409 violates #/components/schemas/Error: Missing required field: `error`.",
		),
	]);
});
