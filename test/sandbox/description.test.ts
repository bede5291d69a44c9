/** What the sandbox's code knows about the description, checked against it. */
import { expect, test } from "vitest";
import { variantsOf } from "../../packages/contract/requests/invalid-requests.ts";
import {
	createHandlers,
	type HandlerParts,
} from "../../packages/sandbox/api/handlers.ts";
import { createSerializers } from "../../packages/sandbox/engine/serializers.ts";
import { type Node, resolve } from "../../packages/spec/operations.ts";
import { document, operations } from "../bundle.ts";

/** Creating the handlers only needs the description, and what is made of it. */
const parts: Partial<HandlerParts> = {
	document,
	serializers: createSerializers(document),
};
const handlersOf = (some: (typeof operations)[0][]) =>
	createHandlers(some, parts as HandlerParts);

test("every operation has a handler, and every handler an operation", () => {
	expect(Object.keys(handlersOf(operations)).toSorted()).toStrictEqual(
		operations.map(({ id }) => id).toSorted(),
	);
	expect(() => handlersOf(operations.slice(1))).toThrow(
		`The handlers ${operations[0]?.id} have no operation`,
	);
	const more = { ...operations[0], id: "payLater" } as (typeof operations)[0];
	expect(() => handlersOf([...operations, more])).toThrow(
		"There is no handler for payLater.",
	);
});

test("the types know the fields that are ignored", () => {
	const ignored = operations
		.filter(({ body }) => body)
		.flatMap(({ body }) => variantsOf(document, body?.schema ?? ""))
		.flatMap(({ schema: { properties } }) =>
			Object.entries<Node>(properties)
				.filter(([, node]) => resolve(document, node).deprecated)
				.map(([name]) => name),
		);
	// Ignored in packages/sandbox/api/context.ts.
	expect([...new Set(ignored)].toSorted()).toStrictEqual([
		"merchant_id",
		"organization_id",
	]);
});

test("the types know the optional fields without a default", () => {
	const undefaulted = operations
		.filter(({ answers, body }) => body && answers[0]?.status === 201)
		.flatMap(({ body }) => variantsOf(document, body?.schema ?? ""))
		.flatMap(({ schema: { properties, required = [] } }) =>
			Object.entries<Node>(properties)
				.map(([name, node]) => [name, resolve(document, node)] as const)
				.filter(
					([name, { type, default: value }]) =>
						!required.includes(name) &&
						["boolean", "integer", "number"].includes(type) &&
						value === undefined,
				)
				.map(([name]) => name),
		);
	// WithoutDefault in packages/sandbox/api/context.ts.
	expect([...new Set(undefaulted)].toSorted()).toStrictEqual(["amount"]);
});
