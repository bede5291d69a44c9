/** Tests each rule of redocly.yaml with a description that violates it: a rule that catches nothing is useless. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
	BaseResolver,
	createConfig,
	getLineColLocation,
	lint,
	lintFromString,
	loadConfig,
	parseYaml,
	Source,
} from "@redocly/openapi-core";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { some } from "../some.ts";

const FOLDER = `${ROOT}openapi/`;
const read = (file: string) => readFileSync(FOLDER + file, "utf8");
/** The original files, parsed once for all tests. */
const parsed: BaseResolver["cache"] = new Map();
let config: Awaited<ReturnType<typeof loadConfig>>;
beforeAll(async () => {
	config = await loadConfig({ configPath: `${ROOT}redocly.yaml` });
});

/** Reads files with changed content. */
class ChangedFiles extends BaseResolver {
	changed: Map<string, string>;

	constructor(changed: Map<string, string>) {
		super();
		this.changed = changed;
		for (const [file, document] of parsed)
			if (!changed.has(file)) this.cache.set(file, document);
	}
	override async loadExternalRef(file: string): Promise<Source> {
		const text = this.changed.get(file);
		return text === undefined
			? super.loadExternalRef(file)
			: new Source(file, text);
	}
	/** Shares parsed files with later instances. */
	keep(): void {
		for (const [file, document] of this.cache)
			if (!this.changed.has(file)) parsed.set(file, document);
	}
}

/** openapi.yaml with the paths and events of one resource only, for speed. */
const rootOf = (resource: string) =>
	read("openapi.yaml").replaceAll(
		/^ {2}\S+: \{ \$ref: resources\/(.*)\.yaml#.*\n/gm,
		(line, name) => (name === resource ? line : ""),
	);

/** Lints with a text replaced in one file. Returns `file:line rule` for each problem. */
async function lintWith(
	file: string,
	from: string | RegExp,
	to: string,
): Promise<string[]> {
	const [, resource = "checkout-sessions"] =
		/^resources\/(.*)\.yaml$/.exec(file) ?? [];
	const files = { "openapi.yaml": rootOf(resource) };
	const text = file === "openapi.yaml" ? files[file] : read(file);
	const changed = text.replace(from, to);
	expect(changed, `${file} has ${from}`).not.toBe(text);
	const externalRefResolver = new ChangedFiles(
		new Map(
			Object.entries({ ...files, [file]: changed }).map(([name, text]) => [
				FOLDER + name,
				text,
			]),
		),
	);
	const problems = await lint({
		ref: `${FOLDER}openapi.yaml`,
		config: config.forAlias("lomi"),
		externalRefResolver,
	});
	externalRefResolver.keep();
	return problems.map(({ ruleId, location: [first] }) => {
		const line = first ? getLineColLocation(first).start.line : 0;
		return `${first?.source.absoluteRef.slice(FOLDER.length)}:${line} ${ruleId}`;
	});
}

test("the linter finds nothing in the original", async () => {
	expect(
		await lintWith("openapi.yaml", "version: 1.0.0", "version: 9.9.9"),
	).toStrictEqual([]);
});

const customers = "resources/customers.yaml";
const mistakes: [
	rule: string,
	file: string,
	from: string | RegExp,
	to: string,
][] = [
	[
		"rule/operation-id-is-verb-and-noun",
		customers,
		"operationId: createCustomer",
		"operationId: customerCreate",
	],
	[
		"rule/path-is-kebab-case",
		"openapi.yaml",
		"/checkout-sessions:",
		"/checkoutSessions:",
	],
	[
		"rule/property-is-snake-case",
		customers,
		"postal_code: &postal_code",
		"postalCode: &postal_code",
	],
	[
		"rule/summary-is-short",
		customers,
		"summary: Create a customer",
		"summary: Create a customer.",
	],
	[
		"rule/summary-is-short",
		customers,
		"summary: Create a customer",
		`summary: Create ${"a ".repeat(40)}customer`,
	],
	[
		"rule/operation-says-what-it-does",
		customers,
		"description: Deletes the customer",
		"description: This endpoint deletes the customer",
	],
	[
		"rule/parameter-is-described",
		customers,
		"description: ID of the customer.\n    schema",
		"description: id\n    schema",
	],
	[
		"rule/schema-description-is-a-sentence",
		customers,
		"description: City or town.",
		"description: city or town",
	],
	[
		"rule/boolean-says-when",
		customers,
		"description: True when the customer",
		"description: Whether the customer",
	],
	[
		"rule/time-says-when",
		customers,
		"description: Time of the last change.",
		"description: Moment of the last change.",
	],
	[
		"rule/response-is-described",
		customers,
		"description: The customer now exists.",
		"description: ok",
	],
	[
		"rule/media-type-has-examples",
		customers,
		/examples:\n +deleted: .*\n/,
		"\n",
	],
	[
		"rule/parameter-has-example",
		customers,
		"    example: awa.kone@example.ci\n",
		"",
	],
	["rule/header-has-example", "shared/headers.yaml", /\n {2}example: .*/, ""],
	[
		"rule/example-is-a-component",
		customers,
		'{ $ref: "#/examples/createCustomer.individual" }',
		"{ summary: Inline, value: { name: Awa } }",
	],
	[
		"rule/example-has-summary",
		customers,
		"summary: A person in Abidjan",
		"description: A person in Abidjan",
	],
	[
		"rule/request-body-is-closed",
		customers,
		"    additionalProperties: false\n",
		"",
	],
	[
		"rule/request-body-variant-is-closed",
		"resources/payment-links.yaml",
		"    additionalProperties: false\n",
		"",
	],
	[
		"rule/request-body-takes-no-unknown-field",
		customers,
		"additionalProperties: false",
		"additionalProperties: true",
	],
	["rule/method-is-known", customers, /\n {4}patch:/, "\n    put:"],
	["rule/status-is-a-number", customers, '"201":', "default:"],
	[
		"rule/request-body-is-required",
		customers,
		"required: true",
		"required: false",
	],
	[
		"rule/body-schema-has-a-name",
		customers,
		'{ $ref: "#/schemas/CustomerCreate" }',
		"{ type: object, additionalProperties: false }",
	],
	[
		"rule/environment-is-given",
		"openapi.yaml",
		"x-environment: test",
		"x-environment: staging",
	],
	["rule/patch-changes-something", customers, "    minProperties: 1\n", ""],
	["rule/every-operation-can-fail", customers, /\n +"503": .*/, ""],
	["rule/item-can-be-missing", customers, /\n +"404": .*/, ""],
	["rule/write-can-conflict", customers, /\n +"409": .*/, ""],
	[
		"rule/error-is-shared-401",
		customers,
		"responses.yaml#/Unauthorized",
		"responses.yaml#/ServerError",
	],
	[
		"rule/error-is-shared-429",
		customers,
		"responses.yaml#/RateLimited",
		"responses.yaml#/ServerError",
	],
	[
		"rule/error-is-shared-500",
		customers,
		"responses.yaml#/ServerError",
		"responses.yaml#/Maintenance",
	],
	[
		"rule/error-is-shared-503",
		customers,
		"responses.yaml#/Maintenance",
		"responses.yaml#/ServerError",
	],
	[
		"rule/error-has-the-house-shape",
		customers,
		"{ $ref: ../shared/schemas.yaml#/Error }",
		'{ $ref: "#/schemas/Customer" }',
	],
	[
		"rule/write-is-idempotent",
		customers,
		"parameters.yaml#/IdempotencyKey",
		"parameters.yaml#/Limit",
	],
	[
		"rule/extension-is-known-on-operation",
		customers,
		"x-metadata: replace",
		"x-metdata: replace",
	],
	[
		"rule/extension-is-known-on-schema",
		"shared/schemas.yaml",
		"x-enumDescriptions",
		"x-enum-descriptions",
	],
	["rule/list-is-paged", customers, /\n +x-pagination: .*/, ""],
	["rule/pagination-has-its-shape", customers, "style: page", "style: cursor"],
	[
		"rule/secret-says-how-it-begins",
		"resources/webhooks.yaml",
		", pattern: ^whsec_",
		"",
	],
	[
		"rule/extension-is-known-on-root",
		"openapi.yaml",
		"x-tagGroups:",
		"x-groups:",
	],
	["rule/extension-is-known-on-tag", "openapi.yaml", "x-traitTag", "x-guide"],
	[
		"rule/workflows-are-named",
		"openapi.yaml",
		"- accept-a-payment",
		"- accept-a-payment.arazzo.yaml",
	],
	[
		"rule/extension-is-known-on-server",
		"openapi.yaml",
		"x-key-prefix:",
		"x-prefix:",
	],
	[
		"rule/extension-is-known-on-parameter",
		customers,
		"    required: true\n    description: ID of the customer.",
		"    required: true\n    x-id: true\n    description: ID of the customer.",
	],
	[
		"rule/metadata-is-merged-or-replaced",
		customers,
		"x-metadata: replace",
		"x-metadata: add",
	],
	[
		"rule/beta-is-true",
		"resources/refunds.yaml",
		"x-beta: true",
		"x-beta: maybe",
	],
	[
		"rule/body-limit-is-bytes",
		"resources/refunds.yaml",
		"      x-beta: true",
		"      x-beta: true\n      x-body-limit: 1 MB",
	],
	["rule/key-prefix-is-given", "openapi.yaml", /\n +x-key-prefix: .*/, ""],
	["rule/rate-limit-is-given", "openapi.yaml", /\n +x-rate-limit: .*/, ""],
	["rule/rate-limit-is-given", "openapi.yaml", "perDay: 20000", "perHour: 60"],
	["rule/filter-is-given", customers, /\n +x-filter: .*/, ""],
	["rule/filter-has-its-shape", customers, "{ field: email }", "email"],
	[
		"rule/filter-has-its-shape",
		customers,
		"{ field: email }",
		"{ field: email, is: like }",
	],
	[
		"rule/request-faults-are-codes",
		"shared/schemas.yaml",
		"[INVALID_REQUEST, MISSING_PARAMETER]",
		"[]",
	],
	[
		"rule/error-codes-of-schema-have-their-shape",
		"shared/schemas.yaml",
		"{ enum: UNSUPPORTED_CURRENCY }",
		"UNSUPPORTED_CURRENCY",
	],
	[
		"rule/error-codes-of-parameter-have-their-shape",
		"resources/merchants.yaml",
		"{ required: MISSING_PARAMETER }",
		"[MISSING_PARAMETER]",
	],
	[
		"rule/recommended-is-true",
		"resources/subscriptions.yaml",
		"x-recommended: true",
		"x-recommended: please",
	],
	[
		"rule/fees-have-their-shape",
		"resources/transactions.yaml",
		"fixed: 200, currency: XOF, reference",
		"fixed: 200, reference",
	],
	[
		"rule/fee-has-its-shape",
		"resources/refunds.yaml",
		"{ percent: 4 }",
		"4 percent",
	],
	[
		"rule/intervals-are-durations",
		"resources/subscription-plans.yaml",
		"yearly: P12M",
		"yearly: 365 days",
	],
	[
		"rule/extension-is-known-on-response",
		"shared/events.yaml",
		"x-delivery:",
		"x-deliveries:",
	],
	[
		"rule/delivery-has-its-shape",
		"shared/events.yaml",
		"retrySeconds: [1029, 4114, 16457]",
		"retrySeconds: 6 hours",
	],
	[
		"rule/retention-is-hours",
		"shared/parameters.yaml",
		"x-retention-hours: 24",
		"x-retention-hours: a day",
	],
	[
		"rule/id-prefix-has-its-shape",
		"shared/events.yaml",
		"x-id-prefix: evt_",
		"x-id-prefix: ^evt",
	],
	[
		"rule/maximum-is-a-duration",
		"shared/events.yaml",
		"    x-id-prefix: evt_",
		"    format: duration\n    x-maximum: 60",
	],
	[
		"rule/states-have-their-shape",
		"resources/subscriptions.yaml",
		/\n +running: .*/,
		"",
	],
	[
		"rule/providers-have-their-shape",
		"shared/schemas.yaml",
		'WAVE: { color: "#2f9fe0"',
		"WAVE: { color: blue",
	],
	[
		"rule/outcomes-have-their-shape",
		"shared/schemas.yaml",
		"  x-providers:",
		"  x-outcomes: { declined: { phoneSuffix: 2 } }\n  x-providers:",
	],
	[
		"rule/remedies-have-their-shape",
		"shared/schemas.yaml",
		"CONFLICT: Read the resource, then decide.",
		"CONFLICT: Read the resource",
	],
	[
		"rule/remedies-have-their-shape",
		"shared/schemas.yaml",
		/\n +retry: never(?=\n +"403")/,
		"",
	],
	[
		"rule/link-is-a-component",
		customers,
		'GetCustomer: { $ref: "#/links/GetCustomer" }',
		"GetCustomer: { operationId: getCustomer, description: The customer. }",
	],
	[
		"rule/link-leads-to-an-operation",
		customers,
		"    operationId: getCustomer\n    parameters",
		"    parameters",
	],
	[
		"rule/link-is-described",
		customers,
		"    description: Deletes the customer.\n",
		"",
	],
	[
		"no-unresolved-refs",
		customers,
		"#/parameters/CustomerEmailFilter",
		"#/parameters/Nothing",
	],
	["no-unresolved-refs", customers, "CustomerEmailFilter:", "a b: [:"],
	[
		"no-invalid-media-type-examples",
		customers,
		"is_business: true",
		"is_business: perhaps",
	],
	[
		"operation-operationId-unique",
		customers,
		"operationId: createCustomer",
		"operationId: getCustomer",
	],
	[
		"response-contains-header",
		"shared/responses.yaml",
		/\n {2}headers:\n {4}Retry-After: .*/,
		"",
	],
];

describe("the linter finds, with the right file,", () => {
	test.each(some(mistakes))("%s in %s", async (rule, file, from, to) => {
		const problems = await lintWith(file, from, to);
		expect(problems).toContainEqual(
			expect.stringMatching(new RegExp(`^${file}:\\d+ ${rule}$`)),
		);
	});
});

test("all of our rules are tested", async () => {
	const rules = parseYaml(await readFile(`${ROOT}redocly.yaml`, "utf8")) as {
		oas3_1Rules: Record<string, unknown>;
	};
	// These check names of components, which only exist in the bundle.
	const onTheBundle = [
		"rule/schema-is-pascal-case",
		"rule/example-name-has-scenario",
		"rule/link-is-pascal-case",
	];
	const ours = Object.keys(rules.oas3_1Rules).filter((rule) =>
		rule.startsWith("rule/"),
	);
	const tried = new Set(mistakes.map(([rule]) => rule));
	expect(ours.filter((rule) => !tried.has(rule))).toStrictEqual(onTheBundle);
});

test.each([
	["rule/schema-is-pascal-case", "schemas", "customer_create"],
	["rule/example-name-has-scenario", "examples", "Create-Customer"],
	["rule/link-is-pascal-case", "links", "GetCustomer-2"],
])("%s checks the bundle", async (rule, kind, name) => {
	const config = await createConfig({
		rules: ((await loadConfig({ configPath: `${ROOT}redocly.yaml` }))
			.resolvedConfig.oas3_1Rules ?? {}) as never,
	});
	const text = JSON.stringify({
		openapi: "3.1.0",
		info: {},
		paths: {},
		components: { [kind]: { [name]: {} } },
	});
	const problems = await lintFromString({
		source: text,
		absoluteRef: "bundle.json",
		config,
	});
	expect(problems.map(({ ruleId }) => ruleId)).toContain(rule);
});

test("no rule of the API is disabled, and nothing is ignored", async () => {
	const text = await readFile(`${ROOT}redocly.yaml`, "utf8");
	expect(text).toContain("extends: [recommended-strict]");
	// Exceptions of the control plane, which has no keys, environments or pagination.
	const [, others = "", rest = ""] =
		/^apis:\n([\s\S]*?)^(?=extends:)([\s\S]*)/m.exec(text) ?? [];
	expect(
		[...others.matchAll(/^ +([\w/-]+): off$/gm)].map(([, name]) => name),
	).toStrictEqual([
		"rule/request-body-is-required",
		"rule/write-can-conflict",
		"rule/write-is-idempotent",
		"rule/filter-is-given",
		"rule/environment-is-given",
		"rule/key-prefix-is-given",
		"rule/rate-limit-is-given",
	]);
	expect(rest).not.toMatch(/: (off|warn)\b(?<!telemetry: off)/);
	await expect(readFile(`${ROOT}.redocly.lint-ignore.yaml`)).rejects.toThrow(
		"ENOENT",
	);
});
