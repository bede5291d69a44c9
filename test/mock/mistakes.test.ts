import { describe, expect, test } from "vitest";
import {
	ERROR,
	goodRequest,
	operations,
	useMock,
	validator,
} from "../contract.ts";
import { mistakesOf } from "../mistakes.ts";

const mock = useMock();

interface ErrorBody {
	error: { message: string; details: string; code?: string };
}

const cases = operations.map((operation) => ({
	id: operation.id,
	operation,
	mistakes: mistakesOf(operation),
}));

describe.each(cases.filter(({ mistakes }) => mistakes.length > 0))(
	"$id",
	({ operation, mistakes }) => {
		test.each(mistakes)("refuses $name", async ({ name, request }) => {
			const { status, body } = await mock.send(operation, request);
			expect(status).toBe(400);
			expect(operation.answers.map((answer) => answer.status)).toContain(400);
			expect(validator.value(ERROR, body)).toStrictEqual([]);
			const [field] = name.split(":");
			const { details } = (body as ErrorBody).error;
			// The body as a whole and a path parameter are not called by their name on the wire.
			if (field !== "body" && !details.startsWith("Invalid `"))
				expect(details).toContain(`\`${field}`);
		});
	},
);

test("all kinds of constraint are tried somewhere", () => {
	const kinds = new Set(
		cases.flatMap(({ mistakes }) =>
			mistakes.map(({ name }) => name.split(": ")[1]),
		),
	);
	for (const kind of [
		"required",
		"unknown",
		"type",
		"enum",
		"const",
		"format",
		"pattern",
		"minimum",
		"exclusiveMinimum",
		"maximum",
		"minItems",
		"minProperties",
		"maxProperties",
		"items",
		"twice",
	]) {
		expect(kinds, kind).toContain(kind);
	}
});

describe("an example of a refusal is given where its mistake is made", () => {
	const make = (
		id: string,
		change: (body: Record<string, unknown>) => unknown,
	) => {
		const operation = operations.find((candidate) => candidate.id === id);
		if (!operation) throw new Error(`no operation ${id}`);
		const good = goodRequest(operation);
		return mock.send(operation, {
			...good,
			body: change(structuredClone(good.body) as Record<string, unknown>),
		});
	};
	const documented = (id: string, scenario: string) =>
		operations
			.find((operation) => operation.id === id)
			?.answers.find(({ status }) => status === 400)
			?.body?.examples.find((example) => example.scenario === scenario)?.value;

	test("word for word where it is the same mistake", async () => {
		const { body } = await make(
			"createCustomer",
			({ name: _, ...rest }) => rest,
		);
		expect(body).toStrictEqual(documented("createCustomer", "missingName"));
	});

	test("with the true reason where it is another field", async () => {
		const { body } = await make("createCustomer", (customer) => ({
			...customer,
			nmae: "Awa",
		}));
		expect(body).toMatchObject({
			error: { details: "Unknown field: `nmae`", code: "INVALID_REQUEST" },
		});
	});

	test("with the code of its own kind", async () => {
		const { body } = await make(
			"createCheckoutSession",
			({ success_url: _, ...rest }) => rest,
		);
		expect(body).toMatchObject({
			error: {
				details: "Missing required field: `success_url`",
				code: "MISSING_PARAMETER",
			},
		});
	});

	test("with every reason where there are several", async () => {
		const { body } = await make("createCustomer", () => ({ phone: 1 }));
		expect((body as ErrorBody).error.details.split("; ").sort()).toStrictEqual([
			"Missing required field: `name`",
			"Unknown field: `phone`",
		]);
	});
});
