/** The docs as Markdown: all pages, with everything from the description, and no broken links. */
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import {
	markdownFiles,
	readPages,
} from "../../../docs-site/builder/markdown/index.ts";
import { slug } from "../../../docs-site/builder/markdown/page.ts";
import { sampleSecret } from "../../../docs-site/builder/markdown/pages/events.ts";
import { codeSamples } from "../../../docs-site/builder/samples.ts";
import { verifyWebhook } from "../../../packages/client/webhooks.ts";
import type {
	Body,
	Node,
	Parameter,
} from "../../../packages/spec/operations.ts";
import { resolve } from "../../../packages/spec/operations.ts";
import {
	document,
	events,
	operations,
	workflowDocument,
	workflows,
} from "../../api.ts";
import { type Parsed, parse } from "./parsed.ts";

const pages = await readPages(document, workflowDocument);
const files = markdownFiles(document, pages);
const names = Object.keys(files);
const samples = codeSamples(document);
const schemas = Object.entries(document.components.schemas ?? {});
/** Other files of the build. */
const DOWNLOADS = ["openapi.json", "workflows.arazzo.json"];

const read = (name: string): string => {
	const text = files[name];
	if (text === undefined) throw new Error(`There is no ${name}.`);
	return text;
};

const known = new Map<string, Parsed>();
/** A parsed file. Cached. */
function parsed(name: string): Parsed {
	const found = known.get(name) ?? parse(read(name));
	known.set(name, found);
	return found;
}

/** Text without links and escaped bars. */
const plain = (text: string) =>
	text
		.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
		.replaceAll("\\|", "|")
		.replaceAll(/\s+/g, " ");

/** Asserts that a page contains a text of the description. */
function expectText(name: string, text: string): void {
	expect(plain(read(name))).toContain(plain(text));
}

/** Asserts that a page contains the complete examples. */
function expectExamples(name: string, { examples }: Body): void {
	const shown = parsed(name)
		.blocks.filter(({ language }) => language === "json")
		.map(({ text }) => JSON.parse(text));
	for (const { value, summary } of examples) {
		expect(shown).toContainEqual(value);
		expectText(name, `${summary}:`);
	}
}

/** The first cells of the rows of all tables. */
function firstCells(name: string): string[] {
	return parsed(name).tables.flatMap((rows) =>
		rows.map(([cell = ""]) => cell.trim()),
	);
}

/** Asserts that a page has a row with the description for each field of a schema. */
function expectFields(name: string, schema: Node): void {
	const cells = firstCells(name);
	for (const variant of schema.oneOf ?? [schema]) {
		const whole = resolve(document, variant);
		for (const [field, node] of Object.entries<Node>(whole.properties ?? {})) {
			expect(cells).toContain(`\`${field}\``);
			expectText(name, resolve(document, node).description);
		}
	}
}

function expectParameters(name: string, parameters: Parameter[]): void {
	const cells = firstCells(name);
	for (const parameter of parameters) {
		expect(cells).toContain(`\`${parameter.name}\``);
		expectText(name, parameter.description);
	}
}

describe.each(names)("%s", (name) => {
	const { headings, links, blocks, tables, anchors } = parsed(name);

	test("is valid Markdown", () => {
		const titles = headings.filter(({ level }) => level === 1);
		if (name !== "llms-full.txt") {
			expect(titles).toHaveLength(1);
			expect(headings[0]?.level).toBe(1);
			expect(new Set(anchors).size).toBe(anchors.length);
		}
		for (const { isClosed, language } of blocks) {
			expect(isClosed).toBe(true);
			expect(language).not.toBe("");
		}
		for (const [heading = [], ...rows] of tables)
			for (const row of rows) expect(row).toHaveLength(heading.length);
		const prose = read(name).replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
		const wrong = prose
			.split("\n")
			.filter((line) => /\bundefined\b|\[object /.test(line));
		expect(wrong).toStrictEqual([]);
	});

	test("has no broken links", () => {
		for (const link of links) {
			if (/^https:\/\//.test(link)) continue;
			const [path = "", anchor] = link.split("#");
			expect(path.startsWith("/"), link).toBe(false);
			const target = path ? posix.join(posix.dirname(name), path) : name;
			if (DOWNLOADS.includes(target)) continue;
			expect(names, link).toContain(target);
			if (anchor) expect(parsed(target).anchors, link).toContain(anchor);
		}
	});
});

describe.each(operations)("the operation $id", (operation) => {
	const name = `operations/${operation.id}.md`;

	test("has everything from the description", () => {
		const { summary, description, method, path, body, answers } = operation;
		expect(read(name).split("\n")[0]).toBe(`# ${summary}`);
		expectText(name, description);
		expectText(name, `\`${method.toUpperCase()} ${path}\``);
		expectParameters(name, operation.parameters);
		if (body) {
			expectText(name, body.description);
			expectFields(name, resolve(document, { $ref: body.schema }));
			expectExamples(name, body);
		}
		for (const answer of answers) {
			expectText(name, answer.description);
			if (answer.status < 300 && answer.body) expectExamples(name, answer.body);
			for (const link of answer.links) expectText(name, link.description);
		}
	});

	test("has its error examples, and the remedy for each", () => {
		const errors = operation.answers.filter(({ status }) => status >= 400);
		for (const { body } of errors) {
			const own = (body?.examples ?? []).filter(({ component }) =>
				component.startsWith(operation.id),
			);
			if (body) expectExamples(name, { ...body, examples: own });
		}
		const table = parsed(name).tables.at(-1) ?? [];
		expect(table).toHaveLength(errors.length + 2);
		for (const [, why = "", remedy = ""] of table.slice(2)) {
			expect(why.trim()).not.toBe("");
			expect(remedy.trim()).not.toBe("");
		}
	});

	test("has its code samples", () => {
		const blocks = parsed(name).blocks.map(({ text }) => text);
		for (const { source } of samples[operation.id] ?? [])
			expect(blocks).toContain(`${source}\n`);
	});
});

describe.each(events)("the event $name", (event) => {
	const name = `events/${event.name}.md`;

	test("has everything from the description", () => {
		expectText(name, event.description);
		expectParameters(name, event.parameters);
		expectFields(name, resolve(document, { $ref: event.body.schema }));
		expectExamples(name, event.body);
	});

	test("has a delivery that verifies", async () => {
		const { blocks } = parsed(name);
		const http = blocks.find(({ language }) => language === "http");
		const [head = "", body = ""] = http?.text.trimEnd().split("\n\n") ?? [];
		const headers = new Headers(
			head.split("\n").map((line) => line.split(": ") as [string, string]),
		);
		const received = await verifyWebhook({
			body,
			signature: headers.get("X-Lomi-Signature"),
			secret: sampleSecret(document),
		});
		expect(received).toStrictEqual(event.body.examples[0]?.value);
		expect(headers.get("X-Lomi-Event")).toBe(event.name);
	});
});

test.each(schemas)("the schema %s has all fields and values", (id, schema) => {
	const name = `schemas/${id}.md`;
	expectText(name, schema.description);
	if (schema.oneOf)
		expect(parsed(name).links).toEqual(
			expect.arrayContaining(
				schema.oneOf.map(({ $ref }: Node) => `${$ref.split("/").at(-1)}.md`),
			),
		);
	else expectFields(name, schema);
	const meanings: Record<string, string> = schema["x-enumDescriptions"] ?? {};
	for (const [value, meaning] of Object.entries(meanings)) {
		expect(firstCells(name)).toContain(`\`${value}\``);
		expectText(name, meaning);
	}
	for (const value of schema.enum ?? [])
		expect(firstCells(name)).toContain(`\`${value}\``);
});

test.each(document.tags)("the tag $name has its text", (tag) => {
	const folder = tag["x-traitTag"] ? "guides" : "resources";
	const name = `${folder}/${slug(tag.name)}.md`;
	expectText(name, tag.description);
	for (const workflow of workflows)
		if (tag["x-workflows"]?.includes(workflow.workflowId))
			expectText(name, workflow.description);
	const links = parsed(name).links.join();
	for (const operation of operations)
		if (operation.tag === tag.name)
			expect(links).toContain(`operations/${operation.id}.md`);
	for (const event of events)
		if (event.tag === tag.name)
			expect(links).toContain(`events/${event.name}.md`);
});

describe("the errors page", () => {
	const { headings } = parse(read("errors.md"));
	const titles = headings.map(({ text }) => text);

	test("has every status, and the cause for each operation", () => {
		for (const { id, answers } of operations) {
			for (const { status, description } of answers) {
				if (status < 400) continue;
				expect(
					titles.filter((title) => title.startsWith(`${status} `)),
					id,
				).toHaveLength(1);
				expectText("errors.md", description);
			}
		}
	});

	test("has every code, with its meaning and all messages", () => {
		const { ErrorCode } = document.components.schemas ?? {};
		const meanings: Record<string, string> = ErrorCode?.["x-enumDescriptions"];
		expect(titles).toStrictEqual(expect.arrayContaining(Object.keys(meanings)));
		for (const meaning of Object.values(meanings))
			expectText("errors.md", `${meaning} **What to do:** `);
		const values = operations.flatMap(({ answers }) =>
			answers.flatMap(({ status, body }) =>
				status < 400
					? []
					: (body?.examples ?? []).map(({ value }) => value as Node),
			),
		);
		for (const { error } of values)
			if (error.code) expectText("errors.md", `| ${error.message} |`);
	});

	test.each(["503", "CONFLICT"])("require a remedy for %s", async (missing) => {
		const without = structuredClone(document);
		const { Error: error, ErrorCode } = without.components.schemas as Node;
		delete error.properties.error.properties.status["x-remedies"][missing];
		delete ErrorCode["x-remedies"][missing];
		await expect(readPages(without, workflowDocument)).rejects.toThrow(
			`Nothing says what to do about ${missing}. Add it to x-remedies in openapi/shared/schemas.yaml.`,
		);
	});
});

describe("for language models", () => {
	test("llms.txt has the right format, and links to every page", () => {
		const text = read("llms.txt");
		const [title, , quote] = text.split("\n");
		expect(title).toBe(`# ${document.info.title}`);
		expect(quote).toBe(`> ${document.info.summary}`);
		const { headings, links } = parse(text);
		for (const { level } of headings.slice(1)) expect(level).toBe(2);
		const [, ...sections] = text.split(/^## .*\n\n/m);
		for (const line of sections.join("").split("\n").filter(Boolean))
			expect(line).toMatch(/^- \[[^\]]+\]\([^)]+\): .+\.$/);
		expect(links).toEqual(
			expect.arrayContaining(pages.map(({ path }) => `${path}.md`)),
		);
	});

	test("llms-full.txt has every page", () => {
		const text = plain(read("llms-full.txt"));
		for (const page of pages) expect(text).toContain(plain(page.text));
	});
});
