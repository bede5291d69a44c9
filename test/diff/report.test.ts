/** Reports on the terminal, as Markdown and as JSON, and the grouping of changes. version.test.ts has the version. */
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Change, Comparison } from "../../packages/diff/change.ts";
import { compare } from "../../packages/diff/compare.ts";
import { SEVERITIES } from "../../packages/diff/find/severity.ts";
import { toMarkdown } from "../../packages/diff/report/markdown.ts";
import {
	type Report,
	report,
	toJson,
} from "../../packages/diff/report/report.ts";
import { toTerminal } from "../../packages/diff/report/terminal.ts";
import type { Description, Node } from "../../packages/spec/operations.ts";
import { document } from "../bundle.ts";
import { breaking } from "./kinds/breaking.ts";
import { additive, editorial } from "./kinds/harmless.ts";
import { operation, parameter, schema } from "./kinds/kind.ts";

const changed = (change: (copy: Description) => unknown): Description => {
	const copy = structuredClone(document);
	change(copy);
	return copy;
};
const linesOf = ({ changes }: Comparison) =>
	changes.map(
		({ severity, place, what, consequences }) =>
			`${severity} ${place.name}: ${[what, ...consequences].join(" ")}`,
	);

describe("a report of all kinds of changes", () => {
	let result: Report;
	beforeAll(async () => {
		const next = changed((copy) => {
			for (const { change } of [...breaking, ...additive, ...editorial])
				change(copy);
		});
		result = report(
			{ name: "v1.0.0", document },
			{ name: "openapi/", document: next },
			await compare(document, next),
		);
	});

	test("lists each place once, the most severe first", () => {
		const places = result.changes.map(({ place }) => place.name);
		expect(
			places.filter((name, index) => name !== places[index - 1]),
		).toHaveLength(new Set(places).size);
		const worst = [
			...Map.groupBy(result.changes, ({ place }) => place.name),
		].map(([, [first]]) => SEVERITIES.indexOf((first as Change).severity));
		expect(worst).toStrictEqual(worst.toSorted());
		expect(result.summary).toMatch(
			/^\d+ breaking, \d+ additive and \d+ editorial changes$/,
		);
	});

	test("lists a shared change once, with everything that it affects", () => {
		const output = stripVTControlCharacters(toTerminal(result, 100));
		expect(output.match(/no longer includes `EUR`/g)).toHaveLength(1);
		expect(output).toMatch(
			/^Currency\n {2}in createCheckoutSession, .*(\n {2}.*)*PAYMENT_FAILED\n {2}✗ Breaking: `Currency` no longer includes `EUR`\.$/m,
		);
		expect(output).toMatch(/^ErrorCode\n {2}in all operations\n/m);
	});

	test.each([60, 80, 200])(
		"fits into %i columns, with the same words",
		(columns) => {
			const lines = stripVTControlCharacters(toTerminal(result, columns)).split(
				"\n",
			);
			// Names and URLs are never broken.
			for (const line of lines.filter((line) => line.length > columns))
				expect(line.trim()).not.toContain(" ");
			const words = (text: string) =>
				stripVTControlCharacters(text).split(/\s+/);
			expect(words(toTerminal(result, columns))).toStrictEqual(
				words(toTerminal(result, 1000)),
			);
		},
	);

	test("is valid GitHub Flavored Markdown", () => {
		const markdown = toMarkdown(result);
		expect(markdown).not.toContain("\u001b");
		expect(markdown).toMatch(
			/^## The API: \d+ breaking, .* changes\n\nFrom 1\.0\.0 \(`v1\.0\.0`\) to 1\.0\.0 \(`openapi\/`\)\.\n\n❌ \*\*Next version: 2\.0\.0\. /,
		);
		for (const block of markdown.trimEnd().split("\n\n")) {
			expect(block).toMatch(
				/^(#{2,3} .+|From .+|[❌✅] \*\*.+\*\*|In .+\.|(- (\*\*Breaking:\*\*|Additive:|Editorial:) .+(\\\n {2}.+)*(\n|$))+)$/,
			);
			// Outside of code, all markup is escaped.
			const text = block.replaceAll(/`[^`]*`/g, "");
			expect(text).not.toContain("`");
			expect(text.replaceAll(/\\[^\n]/g, "")).not.toMatch(/[<>_[\]|]/);
		}
		expect(markdown).toContain("`phone_number` must now match ^\\\\+.");
	});

	test("is JSON with every change", () => {
		const json = JSON.parse(toJson(result));
		expect(json.changes).toHaveLength(result.changes.length);
		expect(json).toMatchObject({
			base: { name: "v1.0.0", version: "1.0.0" },
			next: "2.0.0",
			allowed: false,
		});
		expect(json.changes).toContainEqual({
			level: "breaking",
			what: "`tax_id` is new and required.",
			consequences: [expect.stringContaining("`lomi.customers.create`")],
			place: "createCustomer",
			operations: ["createCustomer"],
			events: [],
		});
	});
});

test("descriptions that differ only in their version have no changes", async () => {
	const same = await compare(
		document,
		changed(({ info }) => {
			info.version = "9.0.0";
		}),
	);
	expect(same.changes).toStrictEqual([]);
});

test("a changed order is editorial", async () => {
	const { changes } = await compare(
		document,
		changed((copy) => {
			const { properties } = schema(copy, "Customer");
			schema(copy, "Customer").properties = Object.fromEntries(
				Object.entries<Node>(properties).reverse(),
			);
		}),
	);
	expect(changes).toMatchObject([
		{
			severity: "editorial",
			what: expect.stringContaining("Only the order of keys changed."),
		},
	]);
});

/** Independent changes, compared at once, each with everything that is reported about it. */
const INDEPENDENT: {
	name: string;
	change(copy: Description): unknown;
	lines: string[];
}[] = [
	{
		name: "a beta operation may break in a minor version",
		change(copy) {
			operation(copy, "/refunds/{id}", "get").operationId = "findRefund";
			parameter(copy, "RefundId").schema.pattern = "^re_";
		},
		lines: [
			"additive findRefund: Its operationId was `getRefund`, and its method in the client is now `lomi.refunds.find`. `lomi.refunds.get` no longer compiles. Nothing changes on the wire. It was beta, so this needs no major version.",
			"additive findRefund: `id` must now match ^re_. `lomi.refunds.find` compiles as before, but a value that is no longer valid gets a `BadRequestError`. It was beta, so this needs no major version.",
		],
	},
	{
		name: "a moved operation keeps its method, but installed clients don't find it",
		change(copy) {
			const { "/providers": item, ...paths } = copy.paths;
			copy.paths = { ...paths, "/payment-providers": item as Node };
		},
		lines: [
			"breaking listProviders: It moved from `GET /providers`. `lomi.providers.list` compiles as before, but an installed client calls a URL that no longer exists.",
		],
	},
	{
		name: "a field that only one variant of a body requires is reported with that variant",
		change: (copy) =>
			schema(copy, "InstantLinkCreate").required.push("success_url"),
		lines: [
			"breaking createPaymentLink: `success_url` of `InstantLinkCreate` is now required. `lomi.paymentLinks.create` no longer compiles without it, and an installed client that leaves it out gets a `BadRequestError`.",
		],
	},
	{
		name: "a schema may refer to itself",
		change(copy) {
			schema(copy, "Product").properties.parent = {
				$ref: "#/components/schemas/Product",
			};
		},
		lines: [
			"additive Product: `parent` was added. Code compiles as before, and may read it.",
		],
	},
	{
		name: "a text that changed in many places is reported once",
		change({ paths }) {
			for (const item of Object.values(paths).slice(0, 6))
				for (const method of ["get", "post"])
					if (item[method]) item[method].description += " More.";
		},
		lines: ["editorial Many operations: Changed texts: the description."],
	},
	{
		name: "what only the docs read is editorial, and so is a default in a response",
		change(copy) {
			for (const tag of copy.tags)
				if (tag.name === "Pagination") delete tag["x-traitTag"];
			copy.tags.push({ name: "Disputes", description: "Objections." });
			schema(copy, "Product").properties.is_active.default = true;
		},
		lines: [
			"editorial Product: `is_active` now defaults to `true`.",
			"editorial The API as a whole: Changed texts: `Disputes`, `Pagination`.",
		],
	},
];

describe("independent changes", () => {
	let all: string[];
	beforeAll(async () => {
		const next = changed((copy) => {
			for (const { change } of INDEPENDENT) change(copy);
		});
		all = linesOf(await compare(document, next));
	});

	test.each(INDEPENDENT)("$name", ({ lines }) => {
		expect(all).toStrictEqual(expect.arrayContaining(lines));
	});

	test("nothing else is reported", () => {
		expect(all.toSorted()).toStrictEqual(
			INDEPENDENT.flatMap(({ lines }) => lines).toSorted(),
		);
	});
});

test("a response that gets another schema affects no other use of that schema", async () => {
	const { changes } = await compare(
		document,
		changed((copy) => {
			schema(copy, "CustomerDeleted").properties.data = {
				$ref: "#/components/schemas/Customer",
			};
		}),
	);
	expect(changes.length).toBeGreaterThan(5);
	expect(new Set(changes.map(({ place }) => place.name))).toStrictEqual(
		new Set(["deleteCustomer"]),
	);
});

test("so does an event whose new fields look like renamed ones", async () => {
	const { changes } = await compare(
		document,
		changed((copy) => {
			schema(copy, "RefundCompletedEvent").properties.data = {
				$ref: "#/components/schemas/Transaction",
			};
		}),
	);
	expect(changes.map(({ what }) => what)).toContain(
		"`data.net_amount` was renamed from `amount`.",
	);
	expect(new Set(changes.map(({ place }) => place.name))).toStrictEqual(
		new Set(["REFUND_COMPLETED"]),
	);
});

test("values are escaped for the terminal and for Markdown", async () => {
	const comparison = await compare(
		document,
		changed((copy) => schema(copy, "Currency").enum.push("\u001b[2J`\n**X**")),
	);
	const output = linesOf(comparison).join();
	expect(output).toContain("now includes ``  [2J` **X** ``");
	expect(output).not.toContain("\u001b");
	expect(output).not.toContain("\n");
});
