/** Every documented request is accepted, and answered as documented. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Node } from "../../packages/spec/operations.ts";
import { targetOf } from "../../packages/spec/requests/request.ts";
import { operations } from "../bundle.ts";
import { some } from "../some.ts";
import { createResources, type MakeRequest } from "./setup/resources.ts";
import { useSandbox } from "./setup/sandbox.ts";
import { subscribe } from "./setup/shop.ts";

const sandbox = useSandbox();

let requestTo: MakeRequest;
beforeAll(async () => {
	requestTo = await createResources(sandbox);
});

describe.each(some(operations.filter(({ body }) => body)))(
	"$id",
	(operation) => {
		test.each(operation.body?.examples ?? [])(
			"$component is accepted",
			async (example) => {
				const request = requestTo(operation, example);
				const { status, body } = await sandbox.send(targetOf(request), {
					method: request.method,
					body: request.body,
				});
				const [success] = operation.answers;
				expect(success?.status).toBeLessThan(300);
				expect(status, JSON.stringify(body)).toBe(success?.status);
				// Fields of the request come back unchanged, except for an amount that a product or plan sets.
				const { amount: _, ...sent } = request.body as Node;
				for (const [name, value] of Object.entries(sent))
					if (name in body.data && operation.metadata !== "merge")
						expect(body.data[name], name).toStrictEqual(value);
			},
		);
	},
);

test.each(some(operations.filter(({ method }) => method === "get")))(
	"$id is answered as documented, with each of its parameters",
	async (operation) => {
		const example = requestTo(operation);
		for (const { name, in: place, example: value } of operation.parameters) {
			if (place !== "query") continue;
			const query: [string, string][] = [...example.query, [name, `${value}`]];
			const unique = [...new Map(query)];
			const path = targetOf({ ...example, query: unique });
			// A filter by another merchant finds nothing.
			expect((await sandbox.send(path)).status, path).toBe(200);
		}
		expect((await sandbox.send(targetOf(example))).status).toBe(200);
	},
);

test("UUIDs are case-insensitive in paths, queries and bodies", async () => {
	const { lomi } = sandbox;
	const { data: product } = await lomi.products.create({
		name: "Pagne",
		price: 15_000,
		currency_code: "XOF",
	});
	const loud = product.product_id.toUpperCase();
	expect((await lomi.products.get(loud)).data).toStrictEqual(product);
	const { data: link } = await lomi.paymentLinks.create({
		link_type: "product",
		title: "Pagne",
		currency_code: "XOF",
		product_id: loud,
	});
	expect(link.product_id).toBe(product.product_id);
	const { customer_id } = await subscribe(sandbox);
	const { data: found } = await lomi.subscriptions.list({
		customer_id: customer_id.toUpperCase(),
	});
	expect(found.map((each) => each.customer_id)).toStrictEqual([customer_id]);
});
