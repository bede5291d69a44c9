import { describe, expect, test } from "vitest";
import { LomiError, NotFoundError } from "../../packages/client/index.ts";
import {
	Lomi,
	ResponseValidationError,
	type ValidatingOptions,
} from "../../packages/client/validate.ts";
import { type Node, resolve } from "../../packages/spec/operations.ts";
import { document, KEY, operations } from "../bundle.ts";
import { some } from "../some.ts";
import {
	type Answers,
	BASE,
	call,
	empty,
	json,
	keepLines,
	recorder,
	thrown,
} from "./fake.ts";

/** A validating client and its log lines. */
function watching(
	validate: ValidatingOptions["validate"],
	answer: Answers,
	options?: ValidatingOptions,
) {
	const { lines, logger } = keepLines();
	const { requests, fetch } = recorder(answer);
	const lomi = new Lomi({
		apiKey: KEY,
		baseUrl: BASE,
		fetch,
		logger,
		...(validate && { validate }),
		...options,
	});
	return { lomi, lines, requests };
}

const answers = operations.flatMap((operation) => {
	const success = operation.answers.find(({ status }) => status < 300);
	if (!success) throw new Error(`${operation.id} documents no success.`);
	const { status, body } = success;
	return [{ id: operation.id, operation, status, body }];
});
const withBody = answers.flatMap(({ body, ...rest }) =>
	body ? [{ ...rest, body }] : [],
);

function documented(id: string): Node {
	const answer = withBody.find((each) => each.id === id)?.body.examples[0];
	if (!answer) throw new Error(`${id} documents no answer.`);
	return answer.value as Node;
}

describe.each(some(answers))("$id", ({ operation, status, body }) => {
	test("accepts the documented responses", async () => {
		const values = body?.examples.map(({ value }) => value) ?? [undefined];
		expect(values).not.toHaveLength(0);
		for (const value of values) {
			const { lomi, lines } = watching("throw", () =>
				value === undefined ? empty(status)() : json(value, { status }),
			);
			expect(await call(lomi, operation)).toStrictEqual(value);
			expect(lines).toStrictEqual([]);
		}
	});

	test("rejects an undocumented status", async () => {
		const { lomi } = watching("throw", () =>
			json(body?.examples[0]?.value ?? {}, { status: 202 }),
		);
		const error = await thrown<ResponseValidationError>(call(lomi, operation));
		expect(error).toBeInstanceOf(ResponseValidationError);
		expect(error.violations).toStrictEqual([
			"Status 202 is not documented here.",
		]);
	});

	test("doesn't validate errors", async () => {
		const { lomi, lines } = watching("throw", () =>
			json({ error: "gone" }, { status: 404 }),
		);
		const error = await thrown(call(lomi, operation));
		expect(error.constructor).toBe(NotFoundError);
		expect(error.message).toBe("gone");
		expect(lines).toStrictEqual([]);
	});
});

describe.each(some(withBody))("$id", ({ operation, status, body }) => {
	const example = body.examples[0]?.value as Node;
	const schema = resolve(document, { $ref: body.schema });

	/** The violations of a response. */
	async function violationsOf(value: unknown): Promise<string[]> {
		const { lomi } = watching("throw", () => json(value, { status }));
		const error = await thrown<ResponseValidationError>(call(lomi, operation));
		expect(error).toBeInstanceOf(ResponseValidationError);
		return error.violations;
	}

	test("requires the required fields", async () => {
		expect(schema.required).not.toHaveLength(0);
		for (const name of schema.required) {
			const { [name]: _dropped, ...rest } = example;
			expect(await violationsOf(rest)).toStrictEqual([
				`Missing required field: \`${name}\``,
			]);
		}
	});

	test("rejects values of another type", async () => {
		for (const name of schema.required) {
			const found = await violationsOf({ ...example, [name]: 5.5 });
			expect(found).not.toHaveLength(0);
			for (const each of some(found))
				expect(each).toContain(`\`${name}\` must be`);
		}
		expect(await violationsOf([])).toStrictEqual([
			"The body must be an object",
		]);
	});

	test("accepts undocumented fields", async () => {
		const more = {
			...example,
			of_tomorrow: true,
			data: Array.isArray(example.data)
				? example.data.map((item: object) => ({ ...item, of_tomorrow: 1 }))
				: typeof example.data === "object"
					? { ...example.data, of_tomorrow: 1 }
					: example.data,
		};
		const { lomi } = watching("throw", () => json(more, { status }));
		expect(await call(lomi, operation)).toMatchObject({ of_tomorrow: true });
	});
});

describe("an invalid response", () => {
	const customer = documented("getCustomer");
	const wrong = { data: { ...customer.data, customer_id: 17, name: null } };
	const message =
		"The response to GET /customers/{id} doesn't match the description. ";
	const answer = () => json(wrong, { headers: { "x-request-id": "req_3" } });

	test("throws an error with all violations and the details of the call", async () => {
		const { lomi, lines } = watching("throw", answer);
		const promise = lomi.customers.get("5b0c1f8e");
		const error = await thrown<ResponseValidationError>(promise);
		expect(error).toBeInstanceOf(ResponseValidationError);
		expect(error).toBeInstanceOf(LomiError);
		expect(error.violations).toStrictEqual([
			"`data.customer_id` must be a string",
			"`data.name` must be a string",
		]);
		expect(error.message).toBe(message + error.violations.join("; "));
		expect(error).toMatchObject({
			status: 200,
			requestId: "req_3",
			method: "GET",
			path: "/customers/5b0c1f8e",
			attempts: 1,
		});
		expect(await thrown(promise.withResponse())).toBe(error);
		expect((await promise.asResponse()).status).toBe(200);
		expect(lines).toStrictEqual([]);
	});

	test.each(["warn", undefined] as const)(
		"is returned and logged in one line with %s",
		async (validate) => {
			const { lomi, lines } = watching(validate, answer);
			expect(await lomi.customers.get("5b0c1f8e")).toStrictEqual(wrong);
			expect(lines).toStrictEqual([
				{
					level: "warn",
					message: `lomi. ${message}\`data.customer_id\` must be a string; \`data.name\` must be a string`,
				},
			]);
		},
	);

	test("is returned without logging with off", async () => {
		const { lomi, lines } = watching("off", answer);
		expect(await lomi.customers.get("5b0c1f8e")).toStrictEqual(wrong);
		expect(lines).toStrictEqual([]);
	});

	test("is not retried", async () => {
		const { lomi, requests } = watching("throw", answer);
		await thrown(lomi.customers.get("5b0c1f8e"));
		expect(requests).toHaveLength(1);
	});

	test("ends a loop over pages", async () => {
		const { meta } = documented("listCustomers");
		const page = (name: unknown) => () =>
			json({
				data: [{ ...customer.data, name }],
				meta: { ...meta, per_page: 1, total_count: 2 },
			});
		const { lomi } = watching("throw", (_request, index) =>
			page(index === 0 ? "Awa Koné" : 5)(),
		);
		const names: unknown[] = [];
		const error = await thrown<ResponseValidationError>(
			(async () => {
				for await (const { name } of lomi.customers.list({ limit: 1 }))
					names.push(name);
			})(),
		);
		expect(names).toStrictEqual(["Awa Koné"]);
		expect(error.violations).toStrictEqual(["`data[0].name` must be a string"]);
	});
});

test("a new value of an open enum is accepted", async () => {
	const text = JSON.stringify(documented("listProviders"));
	expect(text).toContain('"WAVE"');
	const { lomi } = watching(
		"throw",
		() => new Response(text.replaceAll('"WAVE"', '"OF_TOMORROW"')),
	);
	expect(JSON.stringify(await lomi.providers.list())).toContain("OF_TOMORROW");
});

test.each(["loud", "", "THROW", null, true])(
	"validate can't be %j",
	(validate) => {
		const make = () => new Lomi({ apiKey: KEY, validate: validate as "off" });
		expect(make).toThrow(TypeError);
		expect(make).toThrow("validate must be off, warn or throw");
	},
);

test("the validating client has everything that the plain one has", async () => {
	const { lomi, requests } = watching("throw", () => json({ data: [] }), {
		baseUrl: "http://elsewhere.test/v1",
	});
	await lomi.http.GET("/providers");
	expect(requests[0]?.url).toBe("http://elsewhere.test/v1/providers");
	expect(() => new Lomi({ apiKey: "" })).toThrow("No API key");
});
