/** What the sandbox's code has to know of the description, held against it. */
import { expect, test } from "vitest";
import { variantsOf } from "../../packages/contract/requests/invalid-requests.ts";
import {
	createHandlers,
	type HandlerParts,
} from "../../packages/sandbox/api/handlers.ts";
import { type Node, resolve } from "../../packages/spec/operations.ts";
import { document, operations } from "../bundle.ts";

/** Creating handlers reads nothing but the description. */
const handlersOf = (some: (typeof operations)[0][]) =>
	createHandlers(some, { document } as HandlerParts);

test("every operation has a handler, and no handler is without one", () => {
	expect(Object.keys(handlersOf(operations)).toSorted()).toStrictEqual(
		operations.map(({ id }) => id).toSorted(),
	);
	expect(() => handlersOf(operations.slice(1))).toThrow(
		`no operation for ${operations[0]?.id}`,
	);
	const more = { ...operations[0], id: "payLater" } as (typeof operations)[0];
	expect(() => handlersOf([...operations, more])).toThrow(
		"no handler for payLater",
	);
});

test("the types know which fields may be left out and have no default", () => {
	const undefaulted = operations
		.filter(({ answers, body }) => body && answers[0]?.status === 201)
		.flatMap(({ body }) => variantsOf(document, body?.schema ?? ""))
		.flatMap(({ schema: { properties, required = [] } }) =>
			Object.entries<Node>(properties)
				.map(([name, node]) => [name, resolve(document, node)] as const)
				.filter(
					([name, { type, default: value }]) =>
						!required.includes(name) &&
						![type].flat().includes("null") &&
						value === undefined,
				)
				.map(([name]) => name),
		);
	// WithoutDefault in packages/sandbox/api/context.ts.
	expect([...new Set(undefaulted)].toSorted()).toStrictEqual([
		"fee_type_ids",
		"merchant_id",
	]);
});
