/** The pages as files: completeness, links and sizes. */
import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";
import { firstRequest } from "../../docs-site/builder/site/first-request.ts";
import { readErrors } from "../../packages/spec/error-catalogue.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { guidesOf, slugOf } from "../../packages/spec/guides.ts";
import { signatureHeader } from "../../packages/spec/operations.ts";
import { document, events, operations, useMock } from "../api.ts";
import { type HtmlPage, pageAt, pages, shown, textOf } from "./html.ts";

const folder = inject("site");
const mock = useMock();
const all = [...pages.values()];

describe("links", () => {
	/** The error of a link; undefined if it is valid. */
	const faultOf = ({ address }: HtmlPage, link: string): string | undefined => {
		if (/^(https?:|data:)/.test(link)) return undefined;
		const root = `http://site/${address}`;
		const { pathname, hash } = new URL(link, root);
		const path = decodeURIComponent(pathname).slice(1);
		const target = pages.get(path);
		if (!target)
			return path && existsSync(join(folder, path)) && !path.endsWith("/")
				? undefined
				: `${address} leads to ${link}, where there is nothing`;
		const anchor = decodeURIComponent(hash.slice(1));
		// Redoc creates its anchors at run time.
		if (!anchor || /(^|\/)reference\/$/.test(path)) return undefined;
		return target.anchors.has(anchor)
			? undefined
			: `${address} leads to ${link}, which has no such anchor`;
	};

	test("of every page point to a page, a file or an anchor", () => {
		const faults = all.flatMap((page) =>
			page.links.flatMap((link) => faultOf(page, link) ?? []),
		);
		expect(all.length).toBeGreaterThan(300);
		expect(faults).toStrictEqual([]);
	});

	test("broken links are detected", () => {
		const page = pageAt("guides/testing/");
		expect(faultOf(page, "../nothing/")).toContain("nothing");
		expect(faultOf(page, "../testing/#nothing")).toContain("no such anchor");
	});

	test("stay within the site's folder", () => {
		for (const { address, links } of all.filter(
			({ address }) => address !== "404.html",
		))
			expect(
				links.filter((link) => link.startsWith("/")),
				address,
			).toStrictEqual([]);
	});

	test("from each guide, operation, event and schema point to the Markdown version", () => {
		for (const { address, html } of all) {
			if (!/^(guides|operations|events|schemas)\/[^/]+\/$/.test(address))
				continue;
			const file = `${address.slice(0, -1)}.md`;
			expect(existsSync(join(folder, file)), file).toBe(true);
			expect(html).toContain(
				`<link rel="alternate" type="text/markdown" href="../../${file}">`,
			);
		}
	});

	test("into the reference are the deep links of an operation or event", () => {
		const deep = new Set(
			[...operations, ...events].map(
				({ tag, id }) => `#tag/${tag.replaceAll(" ", "-")}/operation/${id}`,
			),
		);
		const found = all
			.flatMap(({ links }) => links)
			.filter((link) => link.includes("reference/#"))
			.map((link) => link.slice(link.indexOf("#")));
		expect(new Set(found)).toStrictEqual(deep);
	});

	test("anchors are unique", () => {
		for (const { address, html } of all) {
			const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
			expect(new Set(ids).size, address).toBe(ids.length);
		}
	});

	test("each page has an edit link to an existing file", () => {
		const { repository: git } = JSON.parse(
			readFileSync(`${ROOT}package.json`, "utf8"),
		);
		const repository = git.url.replace(/^git\+|\.git$/g, "");
		for (const { address, links } of all) {
			const edits = links.filter((link) => link.startsWith(repository));
			expect(edits.length, address).toBe(1);
			const [, file = ""] = edits[0]?.split("/edit/main/") ?? [];
			expect(existsSync(`${ROOT}${file}`), `${address}: ${file}`).toBe(true);
		}
	});
});

describe.each(operations)("the operation $id", (operation) => {
	test("has a page with its request and responses", () => {
		const page = pageAt(`operations/${operation.id}/`);
		const text = textOf(page);
		for (const words of [
			operation.summary,
			operation.path,
			operation.description,
			...operation.parameters.map(({ name }) => name),
			...operation.answers.map(({ description }) => description),
			...operation.answers.map(({ status }) => String(status)),
		])
			expect(text).toContain(shown(words));
		expect(page.html).toContain(
			`openapi/resources/${slugOf(operation.tag)}.yaml`,
		);
	});
});

describe.each(events)("the event $name", ({ name, description, body }) => {
	const page = pageAt(`events/${name}/`);

	test("has a page with its payload", () => {
		const text = textOf(page);
		expect(text).toContain(shown(description));
		expect(text).toContain(
			JSON.stringify(body.examples[0]?.value, null, 2).replaceAll(/\s+/g, " "),
		);
	});

	test("has a valid signature for the displayed bytes", () => {
		const field = (id: string) =>
			textOf({
				...page,
				html: `<main>${new RegExp(`id="verify-${id}"[^>]*?(?: value="([^"]*)")?>([^<]*)`).exec(page.html)?.slice(1).join("")}</main>`,
			}).trim();
		const given = field("body");
		expect(JSON.parse(given)).toStrictEqual(body.examples[0]?.value);
		const secret = field("secret");
		expect(secret).toMatch(/^whsec_/);
		expect(field("signature")).toBe(
			createHmac("sha256", secret).update(given).digest("hex"),
		);
		expect(textOf(page)).toContain(signatureHeader(document));
	});
});

test("each schema has a page with its fields", () => {
	for (const [name, schema] of Object.entries(
		document.components.schemas ?? {},
	)) {
		const text = textOf(pageAt(`schemas/${name}/`));
		expect(text, name).toContain(shown(schema.description));
		for (const field of Object.keys(schema.properties ?? {}))
			expect(text, name).toContain(field);
		for (const value of Object.keys(schema["x-enumDescriptions"] ?? {}))
			expect(text, name).toContain(value);
	}
});

describe("the errors", () => {
	const page = pageAt("errors/");

	test("cover every status and code, with remedies", () => {
		const { statuses, codes } = readErrors(document);
		expect(statuses.map(({ name }) => Number(name))).toStrictEqual(
			[
				...new Set(
					operations.flatMap(({ answers }) =>
						answers
							.map(({ status }) => status)
							.filter((status) => status >= 400),
					),
				),
			].sort(),
		);
		expect(codes.map(({ name }) => name)).toStrictEqual(
			Object.keys(
				document.components.schemas?.ErrorCode?.["x-enumDescriptions"],
			),
		);
		const text = textOf(page);
		for (const { name, advice } of [...statuses, ...codes]) {
			expect(page.anchors).toContain(name);
			expect(text).toContain(shown(advice.happened));
			expect(advice.happened, name).toMatch(/\w{3}.*\.$/);
			expect(advice.remedy, name).toMatch(/\w{3}.*\.$/);
			expect(text).toContain(shown(advice.remedy));
		}
	});

	test("link to each operation that returns them", () => {
		for (const { id, answers } of operations)
			for (const { status } of answers.filter(({ status }) => status === 409))
				expect(section(page.html, String(status))).toContain(
					`operations/${id}/`,
				);
	});

	const section = (html: string, id: string) =>
		html
			.split(`<section class="error" aria-labelledby="${id}">`)[1]
			?.split("</section>")[0];
});

describe("the guides", () => {
	const guides = guidesOf(document);

	test.each(guides)(
		"$name is complete, with a table of contents",
		({ name, description }) => {
			const page = pageAt(`guides/${slugOf(name)}/`);
			const text = textOf(page);
			const contents = textOf({
				...page,
				html: `<main>${/<nav class="toc"[\s\S]*?<\/nav>/.exec(page.html)?.[0]}</main>`,
			});
			const prose = description.replaceAll(/^```[\s\S]*?^```/gm, "");
			for (const [, heading = ""] of prose.matchAll(/^## (.+)$/gm)) {
				expect(text).toContain(shown(heading));
				expect(contents).toContain(shown(heading));
			}
			expect(page.html.includes('<figure class="diagram"')).toBe(
				description.includes("```dot"),
			);
		},
	);

	test("follow each other", () => {
		for (const [index, { name }] of guides.entries()) {
			const { html } = pageAt(`guides/${slugOf(name)}/`);
			const near = [
				...html.matchAll(/rel="(?:prev|next)" href="[./]*guides\/([^"]*)\/"/g),
			];
			expect(near.map(([, slug]) => slug)).toStrictEqual(
				[guides[index - 1], guides[index + 1]].flatMap((guide) =>
					guide ? slugOf(guide.name) : [],
				),
			);
		}
	});

	test("the subscription diagram has all states", () => {
		const guide = guides.find(({ name }) => name === "Sell Subscriptions");
		const [, picture = ""] =
			/```dot\n([\s\S]*?)```/.exec(guide?.description ?? "") ?? [];
		const named = picture
			.replaceAll(/^\/\/.*|\[.*?\]|rankdir=TB|digraph/gm, "")
			.match(/\w+/g);
		expect([...new Set(named)].sort()).toStrictEqual(
			document.components.schemas?.SubscriptionStatus?.enum.toSorted(),
		);
	});
});

test("the first request of the home page gets the documented response", async () => {
	const { command, answer } = firstRequest(document);
	expect(textOf(pageAt(""))).toContain(command.replaceAll(/\s+/g, " "));
	expect(textOf(pageAt(""))).toContain(answer.replaceAll(/\s+/g, " "));
	const { origin } = new URL(mock.baseUrl);
	const { stdout } = await promisify(execFile)("sh", [
		"-c",
		command.replace("http://127.0.0.1:4010", origin),
	]);
	expect(JSON.stringify(JSON.parse(stdout), null, 2)).toBe(answer);
});

test("French pages have a French interface, and link to each other", () => {
	for (const { address, html } of all.filter(
		({ address }) => address !== "404.html",
	)) {
		const french = address.startsWith("fr/");
		expect(html, address).toContain(`<html lang="${french ? "fr" : "en"}">`);
		const other = french ? address.slice("fr/".length) : `fr/${address}`;
		expect(pages.has(other), other).toBe(true);
	}
	expect(textOf(pageAt("fr/"))).toContain("Encaissez");
});

describe("transfer size", () => {
	const sizeOf = (file: string) => statSync(join(folder, file)).size;
	const SHARED = ["icon.svg", "assets/site.js"]
		.map(sizeOf)
		.reduce((a, b) => a + b);

	test.each([
		"",
		"fr/",
		...guidesOf(document).map(({ name }) => `guides/${slugOf(name)}/`),
	])("of /%s is at most 150 kB, uncompressed", (address) => {
		expect(sizeOf(`${address}index.html`) + SHARED).toBeLessThan(150_000);
	});

	test.each([".br", ".gz"])(
		"of the reference is at most 900 kB with %s",
		(encoding) => {
			const files = [
				"reference/index.html",
				"reference/redoc.js",
				"reference/reference.json",
				"reference/page.js",
				"assets/site.js",
			];
			const sum = files
				.map((file) =>
					// Small files have no gzip version.
					sizeOf(
						existsSync(join(folder, `${file}${encoding}`))
							? `${file}${encoding}`
							: file,
					),
				)
				.reduce((a, b) => a + b);
			expect(sum).toBeLessThan(900_000);
		},
	);
});
