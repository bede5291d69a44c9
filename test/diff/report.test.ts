/** What a comparison is told as: the terminal at any width, Markdown, and what is told how often. The version is in version.test.ts. */
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
const told = ({ changes }: Comparison) =>
	changes.map(
		({ severity, place, what, consequences }) =>
			`${severity} ${place.name}: ${[what, ...consequences].join(" ")}`,
	);

describe("all of the table at once", () => {
	let found: Report;
	beforeAll(async () => {
		const next = changed((copy) => {
			for (const { change } of [...breaking, ...additive, ...editorial])
				change(copy);
		});
		found = report(
			{ name: "v1.0.0", document },
			{ name: "openapi/", document: next },
			await compare(document, next),
		);
	});

	test("tells the worst first, each place once", () => {
		const places = found.changes.map(({ place }) => place.name);
		expect(
			places.filter((name, index) => name !== places[index - 1]),
		).toHaveLength(new Set(places).size);
		const worst = [
			...Map.groupBy(found.changes, ({ place }) => place.name),
		].map(([, [first]]) => SEVERITIES.indexOf((first as Change).severity));
		expect(worst).toStrictEqual(worst.toSorted());
		expect(found.summary).toMatch(
			/^\d+ breaking, \d+ additive and \d+ editorial changes$/,
		);
	});

	test("tells what many share once, with all that it concerns", () => {
		const screen = stripVTControlCharacters(toTerminal(found, 100));
		expect(screen.match(/has lost `EUR`/g)).toHaveLength(1);
		expect(screen).toMatch(
			/^Currency\n {2}in createCheckoutSession, .*(\n {2}.*)*PAYMENT_FAILED\n {2}✗ Breaking: `Currency` has lost `EUR`\.$/m,
		);
		expect(screen).toMatch(/^ErrorCode\n {2}in all operations\n/m);
	});

	test.each([60, 80, 200])(
		"fits into %i columns, and says the same",
		(columns) => {
			const lines = stripVTControlCharacters(toTerminal(found, columns)).split(
				"\n",
			);
			// A name or an address is never cut.
			for (const line of lines.filter((line) => line.length > columns))
				expect(line.trim()).not.toContain(" ");
			const words = (text: string) =>
				stripVTControlCharacters(text).split(/\s+/);
			expect(words(toTerminal(found, columns))).toStrictEqual(
				words(toTerminal(found, 1000)),
			);
		},
	);

	test("is Markdown that GitHub shows as it is meant", () => {
		const markdown = toMarkdown(found);
		expect(markdown).not.toContain("\u001b");
		expect(markdown).toMatch(
			/^## The API: \d+ breaking, .* changes\n\nFrom 1\.0\.0 \(`v1\.0\.0`\) to 1\.0\.0 \(`openapi\/`\)\.\n\n❌ \*\*Next version: 2\.0\.0\. /,
		);
		for (const block of markdown.trimEnd().split("\n\n")) {
			expect(block).toMatch(
				/^(#{2,3} .+|From .+|[❌✅] \*\*.+\*\*|In .+\.|(- (\*\*Breaking:\*\*|Additive:|Editorial:) .+(\\\n {2}.+)*(\n|$))+)$/,
			);
			// Outside of code, nothing is left that would be read as markup.
			const text = block.replaceAll(/`[^`]*`/g, "");
			expect(text).not.toContain("`");
			expect(text.replaceAll(/\\[^\n]/g, "")).not.toMatch(/[<>_[\]|]/);
		}
		expect(markdown).toContain("`phone_number` must match ^\\\\+, which");
	});

	test("is JSON with everything in it", () => {
		const json = JSON.parse(toJson(found));
		expect(json.changes).toHaveLength(found.changes.length);
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

test("two that are the same have no changes, whatever their version and however they are written", async () => {
	const same = await compare(
		document,
		changed(({ info }) => {
			info.version = "9.0.0";
		}),
	);
	expect(same.changes).toStrictEqual([]);
});

test("another order is a change, of the least kind", async () => {
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
		{ severity: "editorial", what: expect.stringContaining("another order") },
	]);
});

/** Changes that have nothing to do with each other, compared at once: each with all that is reported. */
const APART: {
	name: string;
	change(copy: Description): unknown;
	lines: string[];
}[] = [
	{
		name: "what is beta may break in a minor version",
		change(copy) {
			operation(copy, "/refunds/{id}", "get").operationId = "findRefund";
			parameter(copy, "RefundId").schema.pattern = "^re_";
		},
		lines: [
			"additive findRefund: Its operationId was `getRefund`, and in the client it is `lomi.refunds.find` now. `lomi.refunds.get` no longer compiles. On the wire nothing changes. It was beta, so this needs no major version.",
			"additive findRefund: `id` must match ^re_, which was not asked before. `lomi.refunds.find` compiles as before, and what is no longer valid gets a `BadRequestError`. It was beta, so this needs no major version.",
		],
	},
	{
		name: "an operation that moves keeps its method, and installed clients miss it",
		change(copy) {
			const { "/providers": item, ...paths } = copy.paths;
			copy.paths = { ...paths, "/payment-providers": item as Node };
		},
		lines: [
			"breaking listProviders: It has moved here from `GET /providers`. `lomi.providers.list` compiles as before, but an installed client calls an address that is gone.",
		],
	},
	{
		name: "a field that only one schema of a body requires is reported with that schema's name",
		change: (copy) =>
			schema(copy, "InstantLinkCreate").required.push("success_url"),
		lines: [
			"breaking createPaymentLink: `success_url` of `InstantLinkCreate` is now required. `lomi.paymentLinks.create` no longer compiles without it, and an installed client that leaves it out gets a `BadRequestError`.",
		],
	},
	{
		name: "a schema may lead to itself",
		change(copy) {
			schema(copy, "Product").properties.parent = {
				$ref: "#/components/schemas/Product",
			};
		},
		lines: [
			"additive Product: `parent` is new. Code compiles as before, and may read it.",
		],
	},
	{
		name: "the same change of text in many places is reported once",
		change({ paths }) {
			for (const item of Object.values(paths).slice(0, 6))
				for (const method of ["get", "post"])
					if (item[method]) item[method].description += " More.";
		},
		lines: ["editorial Many operations: Texts that changed: the description."],
	},
	{
		name: "what only the docs read is editorial, and so is a default of an answer",
		change(copy) {
			for (const tag of copy.tags)
				if (tag.name === "Pagination") delete tag["x-traitTag"];
			copy.tags.push({ name: "Disputes", description: "Objections." });
			schema(copy, "Product").properties.is_active.default = true;
		},
		lines: [
			"editorial Product: The default of `is_active` is `true`.",
			"editorial The API as a whole: Texts that changed: `Disputes`, `Pagination`.",
		],
	},
];

describe("of changes that are made at once", () => {
	let all: string[];
	beforeAll(async () => {
		const next = changed((copy) => {
			for (const { change } of APART) change(copy);
		});
		all = told(await compare(document, next));
	});

	test.each(APART)("$name", ({ lines }) => {
		expect(all).toStrictEqual(expect.arrayContaining(lines));
	});

	test("nothing else is reported", () => {
		expect(all.toSorted()).toStrictEqual(
			APART.flatMap(({ lines }) => lines).toSorted(),
		);
	});
});

test("an answer with another schema concerns nobody else who uses that schema", async () => {
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

test("so does an event with another schema, whose fields look like others under other names", async () => {
	const { changes } = await compare(
		document,
		changed((copy) => {
			schema(copy, "RefundCompletedEvent").properties.data = {
				$ref: "#/components/schemas/Transaction",
			};
		}),
	);
	expect(changes.map(({ what }) => what)).toContain(
		"`data.net_amount` was called `amount`.",
	);
	expect(new Set(changes.map(({ place }) => place.name))).toStrictEqual(
		new Set(["REFUND_COMPLETED"]),
	);
});

test("a value of a description can't write to the terminal or break out of its backticks", async () => {
	const comparison = await compare(
		document,
		changed((copy) => schema(copy, "Currency").enum.push("\u001b[2J`\n**X**")),
	);
	const said = told(comparison).join();
	expect(said).toContain("has gained ``  [2J` **X** ``");
	expect(said).not.toContain("\u001b");
	expect(said).not.toContain("\n");
});
