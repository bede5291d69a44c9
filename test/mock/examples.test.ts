import { describe, expect, test } from "vitest";
import { type Node, resolve } from "../../packages/spec/operations.ts";
import {
	documentedRequest,
	targetOf,
} from "../../packages/spec/requests/request.ts";
import {
	document,
	ERROR,
	KEY,
	operations,
	useMock,
	violations,
} from "../api.ts";

const mock = useMock();

describe.each(operations)("$id", (operation) => {
	const answers = operation.answers.flatMap(({ status, body, headers }) =>
		(body?.examples ?? []).map((example) => ({
			status,
			headers,
			schema: body?.schema ?? "",
			...example,
		})),
	);

	test.each(answers)(
		"returns $component exactly",
		async ({ status, scenario, value, schema, headers }) => {
			const answer = await mock.send(documentedRequest(operation), {
				prefer: `code=${status}, example=${scenario}`,
			});
			expect(answer).toMatchObject({ status, body: value });
			expect(answer.body).toStrictEqual(value);
			expect(violations(schema, answer.body)).toStrictEqual([]);
			expect(answer.headers.get("content-type")).toBe(
				"application/json; charset=utf-8",
			);
			for (const header of headers)
				expect(answer.headers.get(header.name), header.name).toMatch(/./);
		},
	);

	test.each(operation.body?.examples ?? [])(
		"responds to $component with its response",
		async (example) => {
			const answer = await mock.send(documentedRequest(operation, example));
			const success = operation.answers.find(({ status }) => status < 300);
			const paired = success?.body?.examples.find(
				({ scenario }) => scenario === example.scenario,
			);
			expect(answer.status).toBe(success?.status);
			expect(answer.body).toStrictEqual(paired?.value);
		},
	);

	test("returns a 2xx for a plain request", async () => {
		const answer = await mock.send(documentedRequest(operation));
		const [success] = operation.answers.filter(({ status }) => status < 300);
		expect(answer.status).toBe(success?.status);
		expect(answer.body).toStrictEqual(success?.body?.examples[0]?.value);
	});

	test("lists the available responses if another one is requested", async () => {
		const { status, body } = await mock.send(documentedRequest(operation), {
			prefer: "code=418",
		});
		expect(status).toBe(400);
		expect(JSON.stringify(body)).toContain(`${operation.id} has no answer`);
		expect(violations(ERROR, body)).toStrictEqual([]);
	});

	test.each([
		["no key", "missingKey", undefined],
		["an empty key", "missingKey", ""],
		["an unknown key", "unknownKey", "not-a-key"],
		["a live key", "unknownKey", "lomi_sk_live_x"],
	])("rejects %s", async (_what, scenario, key) => {
		const request = documentedRequest(operation);
		const { body } = request;
		const response = await fetch(`${mock.baseUrl}${targetOf(request)}`, {
			method: operation.method.toUpperCase(),
			...(body !== undefined && { body: JSON.stringify(body) }),
			headers: {
				"content-type": "application/json",
				...(key !== undefined && { "x-api-key": key }),
			},
		});
		const answer = (await response.json()) as {
			error: { message: string; details: string };
		};
		const documented = operation.answers
			.find(({ status }) => status === 401)
			?.body?.examples.find((example) => example.scenario === scenario)
			?.value as typeof answer;
		expect(response.status).toBe(401);
		expect(violations(ERROR, answer)).toStrictEqual([]);
		expect(answer.error.message).toBe(documented.error.message);
		if (!key?.includes("live")) expect(answer).toStrictEqual(documented);
		else expect(answer.error.details).toContain("This is a live key");
	});
});

test("HEAD is GET without the body", async () => {
	const response = await fetch(`${mock.baseUrl}/providers`, {
		method: "HEAD",
		headers: { "x-api-key": KEY },
	});
	expect(response.status).toBe(200);
	expect(Number(response.headers.get("content-length"))).toBeGreaterThan(2);
	expect(await response.text()).toBe("");
});

describe.each(
	operations.flatMap((operation) =>
		(operation.body?.examples ?? [])
			.filter(() => operation.body?.tag)
			.map((example) => ({
				operation,
				tag: operation.body?.tag ?? "",
				example,
				id: operation.id,
			})),
	),
)(
	"$id, as in $example.scenario with only required fields,",
	({ operation, tag, example }) => {
		test("returns the same variant", async () => {
			const value = example.value as Record<string, unknown>;
			const variants: Node[] = resolve(document, {
				$ref: operation.body?.schema,
			}).oneOf.map((variant: Node) => resolve(document, variant));
			const variant = variants.find(
				({ properties }) => properties[tag].const === value[tag],
			);
			const others = (operation.body?.examples ?? []).map(
				(other) => other.value as Record<string, unknown>,
			);
			for (const other of others) {
				// Shared fields come from another example, so that only the discriminator differs.
				const body = Object.fromEntries(
					(variant?.required ?? []).map((name: string) => [
						name,
						name === tag ? value[tag] : (other[name] ?? value[name]),
					]),
				);
				const answer = await mock.send({
					...documentedRequest(operation),
					body,
				});
				expect(answer.body).toMatchObject({ data: { [tag]: value[tag] } });
			}
		});
	},
);
