import { describe, expect, test } from "vitest";
import {
	constraintsOf,
	invalidRequests,
} from "../../packages/contract/requests/invalid-requests.ts";
import { documentedRequest } from "../../packages/spec/requests/request.ts";
import { document, ERROR, operations, useMock, violations } from "../api.ts";
import { some } from "../some.ts";

const mock = useMock();

interface ErrorBody {
	error: { message: string; details: string; code?: string };
}

const cases = operations.map((operation) => ({
	id: operation.id,
	operation,
	mistakes: invalidRequests(document, operation),
}));

describe.each(some(cases.filter(({ mistakes }) => mistakes.length > 0)))(
	"$id",
	({ operation, mistakes }) => {
		test.each(mistakes)("refuses $name", async ({ name, request }) => {
			const { status, body } = await mock.send(request);
			expect(status).toBe(400);
			expect(operation.answers.map((answer) => answer.status)).toContain(400);
			expect(violations(ERROR, body)).toStrictEqual([]);
			const [field] = name.split(":");
			const { details } = (body as ErrorBody).error;
			// If an example has exactly this error, it is returned unchanged.
			const same = operation.answers
				.find((answer) => answer.status === 400)
				?.body?.examples.find(
					({ value }) => (value as ErrorBody).error.details === details,
				);
			if (same) expect(body).toStrictEqual(same.value);
			// Messages don't name the whole body, and use the title of path parameters.
			if (field !== "body" && !details.startsWith("Invalid `"))
				expect(details).toMatch(new RegExp(`\`${field}[\`.[]`));
		});
	},
);

test.each(operations)("every constraint of $id is broken once", (operation) => {
	const tried = new Set(
		invalidRequests(document, operation).map(
			({ name }) => name.split(": ")[1]?.split(" where ")[0],
		),
	);
	// `additionalProperties: true` or an empty schema can't be violated.
	const there = [...constraintsOf(document, operation)].filter(
		(keyword) => keyword !== "additionalProperties" || tried.has(keyword),
	);
	// Any text in the path or query is a string, so `type: string` can't be violated there.
	const text = operation.body ? [] : ["type"];
	for (const keyword of there.filter((name) => !text.includes(name)))
		expect(tried, keyword).toContain(keyword);
});

describe("an error example is returned for its error", () => {
	const make = (
		id: string,
		change: (body: Record<string, unknown>) => unknown,
	) => {
		const operation = operations.find((candidate) => candidate.id === id);
		if (!operation) throw new Error(`no operation ${id}`);
		const good = documentedRequest(operation);
		return mock.send({
			...good,
			body: change(structuredClone(good.body) as Record<string, unknown>),
		});
	};
	const documented = (id: string, scenario: string) =>
		operations
			.find((operation) => operation.id === id)
			?.answers.find(({ status }) => status === 400)
			?.body?.examples.find((example) => example.scenario === scenario)?.value;

	test("exactly, if it is the same error", async () => {
		const { body } = await make(
			"createCustomer",
			({ name: _, ...rest }) => rest,
		);
		expect(body).toStrictEqual(documented("createCustomer", "missingName"));
	});

	test("with the actual reason, if it is another field", async () => {
		const { body } = await make("createCustomer", (customer) => ({
			...customer,
			nmae: "Awa",
		}));
		expect(body).toMatchObject({
			error: { details: "Unknown field: `nmae`", code: "INVALID_REQUEST" },
		});
	});

	test("with the code of its kind", async () => {
		const { body } = await make(
			"createCheckoutSession",
			({ success_url: _, ...rest }) => rest,
		);
		expect(body).toMatchObject({
			error: {
				details: "Missing required field: `success_url`",
				code: "INVALID_REQUEST",
			},
		});
	});

	test.each([
		["createCheckoutSession", "title", 5],
		["createCheckoutSession", "metadata", "none"],
		["createCheckoutSession", "customer_email", "not-an-address"],
		["createCheckoutSession", "product_id", "not-a-uuid"],
		["createCheckoutSession", "currency_code", 5],
		["createCheckoutSession", "currency_code", null],
		["createProduct", "price", "15000"],
		["createProduct", "price", -1],
		["createProduct", "name", null],
		["createPaymentLink", "price", 1.5],
		["createPaymentLink", "success_url", "/merci"],
		["createWebhook", "url", "nowhere"],
		["createSubscriptionPlan", "billing_frequency", "daily"],
		["createSubscriptionPlan", "charge_day", 32],
	])(
		"by field and constraint, not by wording: %s with %s %j",
		async (id, name, value) => {
			const { body } = await make(id, (sent) => ({ ...sent, [name]: value }));
			const { details, code } = (body as ErrorBody).error;
			expect(details).toContain(`\`${name}\``);
			expect(code).toBe("INVALID_REQUEST");
		},
	);

	test.each([
		"createCheckoutSession",
		"createProduct",
		"createPaymentLink",
		"createSubscriptionPlan",
	])("with the code of its constraint, if it has one: %s", async (id) => {
		const { body } = await make(id, (sent) => ({
			...sent,
			currency_code: "GBP",
		}));
		expect((body as ErrorBody).error.code).toBe("UNSUPPORTED_CURRENCY");
	});

	test("with the usual code, if it is the whole body", async () => {
		const { body } = await make("createCustomer", () => []);
		expect(body).toStrictEqual({
			error: {
				message: "Invalid request",
				details: "The request body must be an object",
				code: "INVALID_REQUEST",
				status: 400,
			},
		});
	});

	test("with the first ten reasons of many", async () => {
		const many = Object.fromEntries(
			Array.from({ length: 60 }, (_, index) => [`field_${index}`, 1]),
		);
		const { body } = await make("createCustomer", (customer) => ({
			...customer,
			...many,
		}));
		expect((body as ErrorBody).error.details).toMatch(/; and 50 more$/);
	});

	test("with all reasons, if there are several", async () => {
		const { body } = await make("createCustomer", () => ({ phone: 1 }));
		expect((body as ErrorBody).error.details.split("; ").sort()).toStrictEqual([
			"Missing required field: `name`",
			"Unknown field: `phone`",
		]);
	});
});
