/** Consistency rules for the whole description that no linter checks. */
import { globSync, readFileSync } from "node:fs";
import { basename, join, resolve as resolvePath } from "node:path";
import { isRef, parseYaml } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import {
	type Body,
	type Node,
	type Operation,
	readOperations,
	resolve,
} from "../../packages/spec/operations.ts";
import {
	controlDocument,
	document,
	ERROR,
	events,
	operations,
	violations,
	workflows,
} from "../api.ts";
import { some } from "../some.ts";

const FOLDER = `${ROOT}openapi`;
// Workflows are separate documents with their own tests; releases are old bundles.
const files = globSync("**/*.{yaml,md}", {
	cwd: FOLDER,
	exclude: ["README.md", "workflows/**", "releases/**"],
}).map((file) => join(FOLDER, file));
const yaml = files.filter((file) => file.endsWith(".yaml"));
const source = new Map(
	yaml.map((file) => [
		file,
		parseYaml(readFileSync(file, "utf8"), { merge: true } as never) as Node,
	]),
);
const SECTIONS = [
	"paths",
	"webhooks",
	"parameters",
	"responses",
	"links",
	"schemas",
	"examples",
];

/** The resource file of a tag: `payment-links`. */
const fileOf = (tag: string) => tag.toLowerCase().replaceAll(" ", "-");

/** Every `$ref` in the files, as `/…/openapi/resources/customers.yaml#/schemas/Customer`. */
const references = new Set(
	yaml.flatMap((file) => {
		const found: string[] = [];
		JSON.stringify(source.get(file), (_key, value) => {
			if (isRef(value)) found.push(value.$ref);
			const mapping: unknown = value?.discriminator?.mapping;
			if (mapping)
				found.push(...Object.values<string>(mapping as Record<string, string>));
			return value;
		});
		return found.map((reference) => {
			const [path = "", pointer = ""] = reference.split("#");
			return `${path ? resolvePath(file, "..", path) : file}#${pointer}`;
		});
	}),
);

describe("nothing is unused", () => {
	const roots = ["openapi.yaml", "sandbox.yaml"].map((name) =>
		join(FOLDER, name),
	);
	const definitions = [...source].flatMap(([file, node]) => {
		if (roots.includes(file)) return [];
		// Resource files and shared/events.yaml have sections; other shared files are one section each, apart from their examples.
		const sections = SECTIONS.filter((section) => node[section]);
		const loose = Object.keys(node).filter((key) => !SECTIONS.includes(key));
		return [
			...sections.flatMap((section) =>
				Object.keys(node[section]).map((name) => `${file}#/${section}/${name}`),
			),
			...loose.map((name) => `${file}#/${name}`),
		];
	});

	test.each(
		some(
			definitions.map((definition) => [
				definition.slice(FOLDER.length + 1),
				definition,
			]),
		),
	)("%s is referenced", (_name, definition) => {
		expect(references).toContain(definition);
	});

	test.each(
		some(
			files
				.filter((file) => !roots.includes(file))
				.map((file) => [file.slice(FOLDER.length + 1), file]),
		),
	)("the file %s is used", (_name, file) => {
		expect(
			[...references].some((reference) => reference.startsWith(`${file}#`)),
		).toBe(true);
	});

	test.each(
		some(
			yaml.map((file) => [
				file.slice(FOLDER.length + 1),
				readFileSync(file, "utf8"),
			]),
		),
	)("%s has no unused anchor", (_name, text) => {
		const anchors = [...text.matchAll(/(?<=[\s[{])&(\w+)/g)].map(
			([, name]) => name,
		);
		const unused = anchors.filter(
			(name) => !new RegExp(`\\*${name}\\b`).test(text),
		);
		expect(unused).toStrictEqual([]);
	});
});

test.each([
	["resources", [...operations, ...events]],
	["sandbox", readOperations(controlDocument)],
])(
	"each operation and each event of %s is in the file of its tag",
	(folder, all) => {
		for (const { tag, id } of some(all)) {
			const file = join(folder, `${fileOf(tag)}.yaml`);
			const text = readFileSync(join(FOLDER, file), "utf8");
			expect(text, file).toContain(`operationId: ${id}\n`);
		}
	},
);

describe.each(operations)("$id", (operation) => {
	test("names its examples by operation, scenario and status", () => {
		for (const { component, scenario } of operation.body?.examples ?? [])
			expect(component).toBe(`${operation.id}.${scenario}`);
		for (const { status, body } of some(operation.answers)) {
			for (const { component, scenario } of body?.examples ?? []) {
				// An error shared by several operations has its own name.
				const own = component.startsWith(`${operation.id}.`);
				if (own || status < 300)
					expect(component).toBe(`${operation.id}.${scenario}.${status}`);
				else expect(component).toMatch(new RegExp(`\\.${status}$`));
			}
		}
	});

	test("has a distinct example for each error", () => {
		for (const { status, body } of some(
			operation.answers.filter((answer) => answer.status >= 400),
		)) {
			expect(body?.schema).toBe(ERROR);
			const values =
				body?.examples.map(({ value }) => JSON.stringify(value)) ?? [];
			expect(new Set(values).size).toBe(values.length);
			for (const { value } of body?.examples ?? [])
				expect((value as { error: Node }).error.status ?? status).toBe(status);
		}
	});
});

const successOf = ({ answers }: Operation) =>
	answers.find(({ status }) => status < 300)?.body;

describe.each(
	some(
		operations.filter((operation) => operation.body && successOf(operation)),
	),
)("$id", (operation) => {
	test("pairs requests and responses by scenario", () => {
		const scenarios = (body: Body | undefined) =>
			body?.examples.map(({ scenario }) => scenario).sort();
		expect(scenarios(successOf(operation))).toStrictEqual(
			scenarios(operation.body),
		);
	});
});

describe.each(some(operations.filter(({ pagination }) => pagination)))(
	"$id",
	(operation) => {
		test("is paginated as in its x-pagination", () => {
			const { style, position, size, sizeUsed, total } =
				operation.pagination ?? { style: "none" };
			const query = operation.parameters
				.filter((parameter) => parameter.in === "query")
				.map(({ name }) => name);
			const paging = query.filter((name) =>
				["limit", "page", "page_size", "offset"].includes(name),
			);
			expect(paging.sort()).toStrictEqual(
				[position, size].filter(Boolean).sort(),
			);
			const page = successOf(operation);
			const schema = resolve(document, { $ref: page?.schema });
			expect(schema.properties.data.type).toBe("array");
			for (const place of [sizeUsed, total]) {
				const [, field] = place?.split(".") ?? [];
				if (field)
					expect(
						resolve(document, schema.properties.meta).properties,
					).toHaveProperty(field);
			}
			expect(style === "none").toBe(position === undefined);
			expect(
				page?.examples.some(
					({ value }) => (value as { data: unknown[] }).data.length >= 2,
				),
			).toBe(true);
		});
	},
);

test("each example of each event is valid and has the event's name", () => {
	for (const { name, body } of events) {
		expect(body.examples.length).toBeGreaterThan(0);
		for (const { value } of some(body.examples)) {
			expect(violations(body.schema, value)).toStrictEqual([]);
			expect((value as { event: string }).event).toBe(name);
		}
	}
});

test("exactly the PATCH operations with metadata have x-metadata", () => {
	for (const { id, method, body, metadata } of operations) {
		const { properties = {} } = body
			? resolve(document, { $ref: body.schema })
			: {};
		expect(metadata !== undefined, id).toBe(
			method === "patch" && "metadata" in properties,
		);
	}
});

/** Every schema in a schema, with its field's name. */
function* schemasIn(schema: Node, name = ""): Generator<[string, Node]> {
	const node = resolve(document, schema);
	yield [name, node];
	for (const [field, property] of Object.entries<Node>(node.properties ?? {}))
		yield* schemasIn(property, field);
	for (const each of [node.items, ...(node.oneOf ?? [])])
		if (each) yield* schemasIn(each, name);
}

const requestFields = operations.flatMap(({ body, parameters }) => [
	...parameters.map(({ name, schema }): [string, Node] => [name, schema]),
	...(body ? schemasIn({ $ref: body.schema }) : []),
]);

test("money has the same limit in all requests, so that a product's price is never too large for a session", () => {
	const { properties } = resolve(document, {
		$ref: "#/components/schemas/CheckoutSessionCreate",
	});
	const { maximum } = properties.amount;
	const money = requestFields.filter(([name]) =>
		["amount", "price"].includes(name),
	);
	expect(money.map(([, { type }]) => type).toSorted()).toStrictEqual([
		"integer",
		"integer",
		"integer",
		"number",
	]);
	for (const [name, node] of money)
		expect(node.maximum, name).toBe(
			node.type === "integer" ? maximum : maximum / 100,
		);
	expect(Number.isSafeInteger(maximum * 10_000)).toBe(true);
});

test("every time in a request has a range, in the same years", () => {
	const times = requestFields.filter(
		([, { format }]) => format === "date-time",
	);
	for (const [name, node] of some(times))
		expect(node, name).toMatchObject({
			pattern: "^20\\d\\d-",
			"x-patternDescription": "be in the years 2000 to 2099",
			// A parameter's description is beside its schema.
			...("description" in node && {
				description: expect.stringContaining("2099"),
			}),
		});
});

test("responses and events don't limit what requests, or older versions, have stored", () => {
	const schemas = [...operations.flatMap(({ answers }) => answers), ...events];
	for (const { body } of schemas) {
		if (!body || body.schema === ERROR) continue;
		for (const [name, node] of schemasIn({ $ref: body.schema })) {
			const { format, pattern, ...rest } = node;
			if (format !== "password") expect(pattern, name).toBeUndefined();
			for (const limit of ["maximum", "maxLength", "minLength", "maxItems"])
				expect(rest, name).not.toHaveProperty(limit);
			for (const limit of ["minItems", "maxProperties", "minProperties"])
				expect(rest, name).not.toHaveProperty(limit);
		}
	}
});

test("each enum describes its values", () => {
	JSON.stringify(document, (key, value) => {
		// A condition on a field whose values are described elsewhere.
		if (key === "if") return undefined;
		if (Array.isArray(value?.enum)) {
			expect(Object.keys(value["x-enumDescriptions"] ?? {})).toStrictEqual(
				value.enum.filter((word: unknown) => word !== null),
			);
		}
		return value;
	});
});

describe("across the examples of responses and events", () => {
	const seen = new Map<
		string,
		{ nullable: boolean; optional: boolean; states: Set<string> }
	>();
	const look = (schema: Node, value: unknown, owner: string): void => {
		const name = schema.$ref?.split("/").at(-1) ?? owner;
		const node = resolve(document, schema);
		if (Array.isArray(value))
			for (const item of value) look(node.items ?? {}, item, name);
		if (typeof value !== "object" || value === null || Array.isArray(value))
			return;
		for (const [key, property] of Object.entries<Node>(node.properties ?? {})) {
			const given = (value as Node)[key];
			const field = `${name}.${key}`;
			const entry = seen.get(field) ?? {
				nullable: [resolve(document, property).type].flat().includes("null"),
				optional: !node.required?.includes(key),
				states: new Set<string>(),
			};
			entry.states.add(
				given === undefined ? "absent" : given === null ? "null" : "filled",
			);
			seen.set(field, entry);
			look(property, given, field);
		}
	};
	const bodies: Body[] = [
		...operations.flatMap(({ answers }: Operation) =>
			answers.flatMap(({ body }) => body ?? []),
		),
		...events.map(({ body }) => body),
	];
	for (const { schema, examples } of bodies)
		for (const { value } of examples) look({ $ref: schema }, value, "");
	const fields = [...seen].map(([field, entry]) => ({ field, ...entry }));

	test.each(some(fields.filter(({ nullable }) => nullable)))(
		"$field is both null and set",
		({ states }) => {
			expect([...states]).toEqual(expect.arrayContaining(["null", "filled"]));
		},
	);

	test.each(some(fields.filter(({ optional }) => optional)))(
		"$field is both present and absent",
		({ states }) => {
			expect([...states]).toEqual(expect.arrayContaining(["absent", "filled"]));
		},
	);
});

describe("other texts agree with it:", () => {
	test("info.version, package.json and the changelog", () => {
		const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
		const [, released] =
			/^## \[?(\d+\.\d+\.\d+)/m.exec(
				readFileSync(`${ROOT}CHANGELOG.md`, "utf8"),
			) ?? [];
		expect(document.info.version).toBe(version);
		expect(released).toBe(version);
	});

	const guides = document.tags.filter((tag) => tag["x-traitTag"]);
	const wordsOf = (guide: string, word: RegExp) =>
		[
			...(
				guides.find(({ name }) => name === guide)?.description ?? ""
			).matchAll(word),
		]
			.map(([, name]) => name)
			.sort();

	test("the codes of the errors guide", () => {
		const codes = Object.keys(
			document.components.schemas?.ErrorCode?.["x-enumDescriptions"],
		);
		expect(wordsOf("Error Handling", /^\| `([A-Z_]+)` /gm)).toStrictEqual(
			codes.sort(),
		);
	});

	test("the events of the webhooks guide, and the open list of event names", () => {
		const names = events.map(({ name }) => name).sort();
		expect(
			wordsOf("Receiving Webhooks", /^\| \[`([A-Z_]+|test\.webhook)`\]/gm),
		).toStrictEqual(names);
		expect(
			Object.keys(
				document.components.schemas?.EventName?.["x-enumDescriptions"],
			).sort(),
		).toStrictEqual(names);
	});

	test("every tag is in a group, and every guide has text", () => {
		const grouped = (document["x-tagGroups"] as { tags: string[] }[]).flatMap(
			({ tags }) => tags,
		);
		expect(grouped).toStrictEqual(document.tags.map(({ name }) => name));
		for (const guide of some(guides))
			expect(guide.description.length, guide.name).toBeGreaterThan(500);
	});

	test.each([
		["introduction.md", document.info.description],
		...guides.map(({ name, description }) => [name, description]),
	])("every link of %s has a target", (_name, text = "") => {
		for (const [, target = ""] of text.matchAll(/\]\((#[^)]*)\)/g)) {
			const [, name = "", , id, heading] =
				/^#tag\/([\w-]+)(\/operation\/(\w+)|\/([\w-]+))?$/.exec(target) ?? [];
			const tag = document.tags.find(
				(candidate) => candidate.name.replaceAll(" ", "-") === name,
			);
			expect(tag, target).toBeDefined();
			if (id)
				expect(
					[...operations, ...events].find((operation) => operation.id === id)
						?.tag,
					target,
				).toBe(tag?.name);
			if (heading)
				expect(
					workflows
						.filter(({ workflowId }) =>
							tag?.["x-workflows"]?.includes(workflowId),
						)
						.map(({ summary }) => summary.replaceAll(" ", "-")),
					target,
				).toContain(heading);
		}
	});

	test("each tag has a file with its name", () => {
		expect(
			yaml
				.filter((file) => file.includes("/resources/"))
				.map((file) => basename(file, ".yaml"))
				.sort(),
		).toStrictEqual(
			[...new Set(operations.map(({ tag }) => fileOf(tag)))].sort(),
		);
	});
});
