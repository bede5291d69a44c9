/** Hostile requests to the control plane: each is refused or handled, without internal errors. */
import { expect, test } from "vitest";
import {
	isStream,
	type Node,
	type Operation,
	resolve,
} from "../../../packages/spec/operations.ts";
import { controlDocument } from "../../bundle.ts";
import { some } from "../../some.ts";
import { controlOperations, useControlled } from "../setup/control.ts";
import { FIRST } from "../setup/sandbox.ts";

const sandbox = useControlled();

const STRANGE = [
	"",
	"\u0000",
	"a'b\"; DROP TABLE merchants; --",
	"𝒳".repeat(200),
	"../..",
	"%2e%2e",
	"null",
	"__proto__",
	"-1",
	"1e999",
	"9".repeat(400),
];
const VALUES = [
	...STRANGE,
	null,
	true,
	0,
	-1,
	0.5,
	2 ** 53,
	1e308,
	[],
	[[]],
	{},
	{ a: { a: { a: 1 } } },
];

/** JSON texts of what no value is. */
const TEXTS = ["9007199254740993", "1e400", "1e-400", '"\\ud800"'];

const send = async (
	operation: Operation,
	at: string,
	body?: string,
): Promise<number> => {
	const answer = await fetch(`${sandbox.url}/_sandbox${at}`, {
		method: operation.method.toUpperCase(),
		...(body !== undefined && {
			headers: { "content-type": "application/json" },
			body,
		}),
	});
	// A stream has no end.
	if (answer.ok && isStream(operation)) await answer.body?.cancel();
	else await answer.arrayBuffer();
	return answer.status;
};

test.each(some(controlOperations))(
	"$id survives strange paths and queries",
	async (operation) => {
		const { path, parameters, body } = operation;
		const example = body && JSON.stringify(body.examples[0]?.value);
		for (const value of STRANGE) {
			const text = encodeURIComponent(value);
			const query = parameters
				.filter((each) => each.in === "query" && each.name !== "wait")
				.map(({ name }) => `${name}=${text}`);
			const at = `${path.replaceAll(/{\w+}/g, text || "%20")}?${query.join("&")}`;
			expect(await send(operation, at, example), at).toBeLessThan(500);
		}
	},
);

test.each(some(controlOperations.filter(({ body }) => body)))(
	"$id survives strange bodies",
	async (operation) => {
		const { path, body } = operation;
		const at = path
			.replace("{id}", "d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6")
			.replace("{link_id}", "11c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d51")
			.replace("{merchant_id}", FIRST.merchant_id);
		const example = body?.examples[0]?.value as Node;
		const schema = resolve(controlDocument, { $ref: body?.schema });
		const names = [schema, ...(schema.oneOf ?? [])].flatMap((each: Node) =>
			Object.keys(resolve(controlDocument, each).properties ?? {}),
		);
		const bodies = [
			...VALUES.map((value) => JSON.stringify(value)),
			...[...names, "__proto__"].flatMap((name) => {
				const { [name]: _, ...others } = example;
				return [...VALUES.map((value) => JSON.stringify(value)), ...TEXTS].map(
					(text) =>
						JSON.stringify({ ...others, _: 0 }).replace(
							'"_":0',
							`${JSON.stringify(name)}:${text}`,
						),
				);
			}),
			"{",
			"[".repeat(2_000),
			`{"event":"test.webhook","data":${'{"a":'.repeat(1_500)}1${"}".repeat(1_500)}}`,
		];
		for (const sent of some(bodies))
			expect(await send(operation, at, sent), sent.slice(0, 200)).toBeLessThan(
				500,
			);
	},
);

test.each([
	["/refunds", '{"transaction_id":"x","amount":9007199254740993}', "amount"],
	["/faults", '{"kind":"request","status":1e400}', "status"],
	["/events", '{"event":"test.webhook","data":{"n":1e400}}', "data.n"],
	[
		"/events",
		'{"event":"test.webhook","data":{"message":"\\ud800"}}',
		"data.message",
	],
	["/reset", '{"to":"empty","to":"seed"}', "to"],
])("%s refuses what parsing would change, %s", async (path, body, name) => {
	const answer = await fetch(`${sandbox.url}/_sandbox${path}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body,
	});
	expect(answer.status).toBe(400);
	expect((await answer.json()).error.details).toContain(`\`${name}\``);
});
