/** Steps through every door: the API, the checkout page, the control plane, the clock, faults, and restarts. */
import fc, { type Arbitrary } from "fast-check";
import { OUTCOMES } from "../../../packages/sandbox/engine/test-phone-numbers.ts";
import { resolve } from "../../../packages/spec/operations.ts";
import { document, operations } from "../../bundle.ts";
import {
	bodies,
	hostile,
	queryText,
	type Reference,
	reference,
	text,
} from "./values.ts";

/** A request. Placeholders of its path are filled with what exists then. */
export interface Request {
	door: "api" | "page" | "control";
	/** For a person who reads a failure. */
	what: string;
	method: string;
	path: string;
	/** By placeholder. */
	references: Record<string, Reference>;
	query: Record<string, unknown>;
	/** Undefined if there is none. */
	body?: unknown;
	/** The n-th merchant's key. */
	merchant?: number;
	idempotencyKey?: string | undefined;
}

export type Step = Request | { door: "restart" } | { door: "read" };

/** A request to any operation of the API. */
const apiRequest = fc.oneof(
	...operations.map((operation) => {
		const { id, method, path, parameters, body, tag } = operation;
		const schema = body && resolve(document, { $ref: body.schema });
		const inQuery = parameters.filter((each) => each.in === "query");
		const names = [...path.matchAll(/{(\w+)}/g)].map(([, name = ""]) => name);
		return {
			// Reads are made by the walk, too.
			weight: method === "get" ? 1 : method === "delete" ? 1 : 5,
			arbitrary: fc
				.record({
					references: fc.record(
						Object.fromEntries(
							names.map((name) => [
								name,
								reference(name === "id" ? tag : name),
							]),
						),
					),
					query: fc.record(
						Object.fromEntries(
							inQuery.map(({ name, schema: of }) => [
								name,
								queryText(name, of),
							]),
						),
						{
							requiredKeys: inQuery
								.filter(({ required }) => required)
								.map(({ name }) => name),
						},
					),
					body: schema ? bodies(schema) : fc.constant(undefined),
					merchant: fc.constantFrom(0, 0, 0, 1),
					idempotencyKey: fc.oneof(
						{ weight: 15, arbitrary: fc.constant(undefined) },
						{ weight: 1, arbitrary: fc.constantFrom("one", "two") },
					),
				})
				.map(
					(parts): Request => ({
						door: "api",
						what: id,
						method: method.toUpperCase(),
						path,
						...parts,
					}),
				),
		};
	}),
);

function control(
	what: string,
	path: string,
	{
		body = fc.constant(undefined),
		query = fc.constant({}),
		references = {},
	}: {
		body?: Arbitrary<unknown>;
		query?: Arbitrary<Record<string, unknown>>;
		references?: Record<string, Arbitrary<Reference>>;
	} = {},
): Arbitrary<Request> {
	const [method = "", at = ""] = path.split(" ");
	return fc
		.record({ body, query, references: fc.record(references) })
		.map((parts) => ({ door: "control", what, method, path: at, ...parts }));
}

/** Optional fields, each sometimes hostile. */
function fields(
	valid: Record<string, Arbitrary<unknown>>,
	required?: string[],
) {
	const all = Object.entries(valid).map(([name, arbitrary]) => [
		name,
		fc.oneof({ weight: 19, arbitrary }, { weight: 1, arbitrary: hostile }),
	]);
	return fc.record(Object.fromEntries(all), {
		requiredKeys: required ?? [],
		noNullPrototype: true,
	}) as Arbitrary<Record<string, unknown>>;
}

const email = fc.oneof(
	fc.emailAddress(),
	fc.constantFrom("awa@localhost", '"awa k"@example.ci', ""),
	fc.constantFrom(
		"awa.koné@example.ci",
		"a..b@c.de",
		".a@c.de",
		"a@-c.de",
		"a@c_d.de",
		"not-an-email",
	),
	text,
);
const phone = fc.constantFrom(
	"+2250701020304",
	"+2250701020001",
	"+2250701020003",
	"+2250701020005",
	"+221771234567",
);
const payer = {
	provider: fc.constantFrom("WAVE", "WAVE", "ORANGE", "MTN"),
	outcome: fc.constantFrom(...OUTCOMES),
	phone: fc.oneof(phone, phone, phone, text),
	email,
	name: fc.oneof(fc.constant("Awa Koné"), fc.constant("Awa"), text),
};
const session = { id: reference("open session") };

const forms = fc
	.record({
		action: fc.constantFrom("", "", "", "/cancel"),
		body: fields(
			{
				...payer,
				lang: fc.constantFrom("fr", "en"),
				token: fc.constantFrom("a", "b", ""),
			},
			["provider", "phone", "name", "email"],
		),
		references: fc.record(session),
	})
	.map(
		({ action, ...parts }): Request => ({
			door: "page",
			what: `the form${action}`,
			method: "POST",
			path: `/checkout/{id}${action}`,
			query: {},
			...parts,
		}),
	);
const pages = fc.oneof(
	fc.record(session).map(
		(references): Request => ({
			door: "page",
			what: "the page",
			method: "GET",
			path: "/checkout/{id}",
			query: {},
			references,
		}),
	),
	fc.record({ link_id: reference("link_id") }).map(
		(references): Request => ({
			door: "page",
			what: "a link's page",
			method: "GET",
			path: "/pay/{link_type}/{link_id}",
			query: {},
			references,
		}),
	),
);

const paying = fc.oneof(
	control("pay", "POST /checkout-sessions/{id}/pay", {
		body: fields(payer),
		references: session,
	}),
	control("pay a link", "POST /payment-links/{link_id}/pay", {
		body: fields(payer),
		references: { link_id: reference("link_id") },
	}),
	control("refund", "POST /refunds", {
		body: fields(
			{
				transaction_id: reference("transaction_id"),
				amount: fc.integer({ min: 1, max: 5_000 }),
				reason: text,
			},
			["transaction_id"],
		),
	}),
);
const actions = fc.oneof(
	control("cancel", "POST /checkout-sessions/{id}/cancel", {
		references: session,
	}),
	control("expire", "POST /checkout-sessions/{id}/expire", {
		references: session,
	}),
	control("connect", "PUT /providers/{code}", {
		body: fields({ is_connected: fc.constantFrom(true, true, false) }, [
			"is_connected",
		]),
		references: { code: reference("code") },
	}),
	control("settings", "PATCH /merchants/{merchant_id}", {
		body: fields({
			retry_payment_every: fc.integer({ min: 1, max: 9 }),
			total_retries: fc.integer({ min: 0, max: 3 }),
		}),
		references: { merchant_id: reference("merchant_id") },
	}),
	control("send", "POST /events", {
		body: fields(
			{
				event: fc.constantFrom("test.webhook", "PAYMENT_SUCCEEDED"),
				data: fc.dictionary(text, fc.jsonValue(), {
					maxKeys: 2,
					noNullPrototype: true,
				}),
			},
			["event"],
		),
	}),
	control("resend", "POST /events/{event_id}/resend", {
		references: { event_id: reference("event_id") },
	}),
	control("requests", "GET /requests"),
	control("events", "GET /events", {
		query: fields({ since: fc.constantFrom("2025-04-01T00:00:00+02:00") }),
	}),
	control("deliveries", "GET /deliveries"),
);
const clock = fc.oneof(
	control("advance", "POST /clock/advance", {
		body: fields(
			{
				by: fc.constantFrom("PT1S", "PT20S", "PT31M", "P1D", "P8D", "P1M"),
			},
			["by"],
		),
	}),
	control("freeze", "POST /clock/freeze"),
	control("resume", "POST /clock/resume"),
);
/** Faults that delay by a minute are valid too, but this test would wait for them. */
const faults = fc.oneof(
	control("request fault", "POST /faults", {
		body: fc
			.record(
				{
					status: fc.constantFrom(400, 401, 409, 429, 500, 503),
					drop: fc.constantFrom("before", "after"),
					latency: fc.constant({ distribution: "fixed", ms: 1 }),
					nth: fc.integer({ min: 1, max: 3 }),
					retry_after: fc.oneof(fc.constant(1), hostile),
				},
				{ requiredKeys: [], noNullPrototype: true },
			)
			.map((rule) => ({ ...rule, kind: "request", times: 2 })),
	}),
	control("delivery fault", "POST /faults", {
		body: fc
			.record(
				{
					duplicate: fc.boolean(),
					reorder: fc.boolean(),
					delay_ms: fc.constant(1),
					wrong_signature: fc.boolean(),
				},
				{ requiredKeys: [], noNullPrototype: true },
			)
			.map((rule) => ({ ...rule, kind: "delivery", times: 2 })),
	}),
	control("no faults", "DELETE /faults"),
);
const snapshots = fc.oneof(
	control("snapshot", "POST /snapshots", {
		body: fields({ name: fc.constantFrom("a", "b") }),
	}),
	control("restore", "POST /snapshots/{name}/restore", {
		references: { name: reference("name") },
	}),
	control("reset", "POST /reset", {
		body: fields({ to: fc.constantFrom("seed", "empty") }),
	}),
);

export const step: Arbitrary<Step> = fc.oneof(
	{ weight: 60, arbitrary: apiRequest },
	{ weight: 12, arbitrary: forms },
	{ weight: 5, arbitrary: pages },
	{ weight: 15, arbitrary: paying },
	{ weight: 10, arbitrary: actions },
	{ weight: 8, arbitrary: clock },
	{ weight: 3, arbitrary: faults },
	{ weight: 2, arbitrary: snapshots },
	{ weight: 1, arbitrary: fc.constant({ door: "restart" as const }) },
	{ weight: 1, arbitrary: fc.constant({ door: "read" as const }) },
);
