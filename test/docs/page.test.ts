/** The docs site in a real browser: it holds everything, asks no other host, and fits a phone. */
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import {
	afterAll,
	beforeAll,
	beforeEach,
	describe,
	expect,
	test,
} from "vitest";
import { codeSamples } from "../../docs/samples/index.ts";
import { writeDocs } from "../../scripts/docs.ts";
import { createDocsServer } from "../../scripts/docs-server.ts";
import { ROOT } from "../../scripts/root.ts";
import {
	document,
	events,
	operations,
	workflowDocument,
	workflows,
} from "../api.ts";
import { launchBrowser } from "./browser.ts";

/** What readers can download: the title on the page, and the file. */
const DOWNLOADS = [
	["OpenAPI 3.1, YAML", "openapi.yaml"],
	["OpenAPI 3.1, JSON", "openapi.json"],
	["Journeys, Arazzo 1.0", "workflows.arazzo.json"],
] as const;

let folder: string;
let server: Server;
let browser: Browser;
let page: Page;
let url: string;
/** Requests to other hosts, errors on the console and in scripts: none may ever be there. */
const faults: string[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "lomi-docs-"));
	const texts = await Promise.all(
		DOWNLOADS.map(async ([, name]) => [
			name,
			await readFile(`${ROOT}generated/${name}`, "utf8"),
		]),
	);
	await writeDocs(
		document,
		workflowDocument,
		Object.fromEntries(texts),
		folder,
	);
	({ server } = createDocsServer({ folder }));
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	browser = await launchBrowser();
	page = await openPage();
});
afterAll(async () => {
	await browser?.close();
	server.closeAllConnections();
	server.close();
	await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
	faults.length = 0;
});

async function openPage(
	width = 1440,
	colorScheme: "light" | "dark" = "light",
): Promise<Page> {
	const context = await browser.newContext({
		viewport: { width, height: 900 },
		colorScheme,
	});
	const opened = await context.newPage();
	opened.setDefaultTimeout(5_000);
	opened.on("request", (request) => {
		if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
			faults.push(`asks ${request.url()}`);
	});
	opened.on("requestfailed", (request) =>
		faults.push(`fails to get ${request.url()}`),
	);
	opened.on(
		"console",
		(message) => message.type() === "error" && faults.push(message.text()),
	);
	opened.on("pageerror", (error) => faults.push(String(error)));
	await opened.goto(url);
	await opened.waitForSelector("#redoc h1");
	return opened;
}

/** Goes to a deep link and gives the section that it leads to, once that is there. */
async function show(...path: string[]): Promise<Locator> {
	const [tag = "", id] = path;
	await page.evaluate(
		(hash) => {
			location.hash = hash;
		},
		`#tag/${tag.replaceAll(" ", "-")}${id ? `/operation/${id}` : ""}`,
	);
	const route = path.map((part) => part.toLowerCase().replaceAll(" ", "-"));
	const section = page.locator(`[data-section-id="/${route.join("/")}"]`);
	await section.getByRole("heading").first().waitFor();
	return section;
}

test("shows the introduction, and everything in the navigation", async () => {
	const text = await page.locator("body").textContent();
	expect(text).toContain(`${document.info.title} (${document.info.version})`);
	for (const [, heading] of document.info.description.matchAll(/^## (.+)$/gm))
		expect(text).toContain(heading);
	for (const { name } of document.tags) expect(text).toContain(name);
	expect(faults).toStrictEqual([]);
});

describe.each(document.tags.filter((tag) => tag["x-traitTag"]))(
	"the guide $name",
	({ name, description }) => {
		test("is there to its end", async () => {
			await show(name);
			const prose = description.replaceAll(/^```[\s\S]*?^```/gm, "");
			for (const [, heading = ""] of prose.matchAll(/^## (.+)$/gm)) {
				const link = page.getByRole("link", { name: heading, exact: true });
				await link.first().click();
				const route = new URL(page.url()).hash.slice(1);
				await page
					.locator(`[data-section-id="${route}"] :is(h1, h2, h3)`)
					.filter({ hasText: heading })
					.waitFor();
			}
			expect(faults).toStrictEqual([]);
		});
	},
);

describe.each(workflows)("the journey $workflowId", (workflow) => {
	test("has every step with what it is for, and a link to its operation", async () => {
		const guide = document.tags.find((tag) =>
			tag["x-workflows"]?.includes(workflow.workflowId),
		);
		await show(guide?.name ?? "");
		await page.getByRole("link", { name: workflow.summary }).first().click();
		const route = new URL(page.url()).hash.slice(1);
		const section = page.locator(`[data-section-id="${route}"]`);
		const items = section.locator("ol > li");
		await items.first().waitFor();
		expect(await items.count()).toBe(workflow.steps.length);
		for (const [index, step] of workflow.steps.entries()) {
			const text = await items.nth(index).textContent();
			expect(text).toContain(step.description.replaceAll("`", ""));
			for (const name of Object.keys(step.outputs ?? {}))
				expect(text).toContain(name);
			for (const { name } of step.parameters ?? [])
				expect(text).toContain(`${name} = `);
			const { summary = "", tag = "" } =
				operations.find(({ id }) => id === step.operationId) ?? {};
			const link = items.nth(index).getByRole("link", { name: summary });
			expect(await link.getAttribute("href")).toBe(
				`#tag/${tag.replaceAll(" ", "-")}/operation/${step.operationId}`,
			);
		}
		await items.first().getByRole("link").first().click();
		const [first] = workflow.steps;
		await page
			.locator(`[data-section-id$="/${first?.operationId.toLowerCase()}"]`)
			.waitFor();
		expect(faults).toStrictEqual([]);
	});
});

/** The first text in an example, as deep as it is: a list's first ID, an error's message. */
function firstWord(value: unknown): string | undefined {
	if (typeof value === "string") return value;
	if (typeof value !== "object" || value === null) return undefined;
	return Object.values(value).map(firstWord).find(Boolean);
}

const samples = codeSamples(document);
const SAMPLE = ".panel-request-samples pre";

describe.each(operations)("the operation $id", (operation) => {
	test("has its summary, path, parameters, a sample, and every error with what it says", async () => {
		const section = await show(operation.tag, operation.id);
		const [sample] = samples[operation.id] ?? [];
		await section
			.locator(SAMPLE)
			.filter({ hasText: sample?.source ?? "" })
			.waitFor();
		const text = await section.textContent();
		expect(text).toContain(operation.summary);
		expect(text).toContain(operation.path);
		for (const { name } of operation.parameters) {
			await section.getByText(name, { exact: true }).first().waitFor();
		}
		for (const { status, body } of operation.answers) {
			// The last of the two buttons is that of the examples.
			await section
				.getByRole("button", { name: String(status), exact: true })
				.last()
				.click();
			const word = firstWord(body?.examples[0]?.value);
			if (word) await section.getByText(`"${word}"`).last().waitFor();
		}
		const badges = section.getByText("Beta", { exact: true });
		expect(await badges.count()).toBe(operation.beta ? 1 : 0);
		expect(faults).toStrictEqual([]);
	});
});

test("a reader chooses the language of the samples", async () => {
	const [operation] = operations;
	const section = await show(operation?.tag ?? "", operation?.id ?? "");
	const [first, ...others] = samples[operation?.id ?? ""] ?? [];
	let label = first?.label ?? "";
	for (const sample of others) {
		await section.getByRole("button", { name: label }).click();
		await page.getByRole("menuitem", { name: sample.label }).click();
		await section.locator(SAMPLE).filter({ hasText: sample.source }).waitFor();
		label = sample.label;
	}
	expect(label).toBe("PHP");
	expect(faults).toStrictEqual([]);
});

describe.each(events)("the event $name", ({ name, tag, id, ...event }) => {
	test("has its summary, headers and payload", async () => {
		const section = await show(tag, id);
		const text = await section.textContent();
		expect(text).toContain(event.summary);
		expect(text).toContain(name);
		for (const header of event.parameters) expect(text).toContain(header.name);
		const payload = event.body.examples[0]?.value as { id: string };
		await section.getByText(`"${payload.id}"`).first().waitFor();
		expect(faults).toStrictEqual([]);
	});
});

test("has a section with every schema", async () => {
	await show("Schemas");
	for (const name of Object.keys(document.components.schemas ?? {})) {
		await page
			.locator(`[data-section-id="/schemas/${name.toLowerCase()}"]`)
			.waitFor({ state: "attached" });
	}
	expect(faults).toStrictEqual([]);
});

describe.each([
	[360, "light"],
	[360, "dark"],
	[1440, "light"],
	[1440, "dark"],
] as const)("at %i pixels, %s", (width, scheme) => {
	test("the page has the scheme's colours and no sideways scroll", async () => {
		const opened = await openPage(width, scheme);
		const seen = await opened.evaluate(() => ({
			wide: globalThis.document.documentElement.scrollWidth,
			background: getComputedStyle(globalThis.document.documentElement)
				.backgroundColor,
		}));
		expect(seen.wide).toBeLessThanOrEqual(width);
		const brightness =
			seen.background
				.match(/\d+/g)
				?.slice(0, 3)
				.map(Number)
				.reduce((sum, part) => sum + part, 0) ?? 0;
		if (scheme === "dark") expect(brightness).toBeLessThan(300);
		else expect(brightness).toBeGreaterThan(600);
		expect(faults).toStrictEqual([]);
		await opened.context().close();
	});
});

test.each(DOWNLOADS)("offers %s as a file", async (title, name) => {
	const link = page.getByRole("link", { name: title });
	expect(await link.first().getAttribute("href")).toBe(name);
	expect(await (await fetch(`${url}${name}`)).text()).toBe(
		await readFile(`${ROOT}generated/${name}`, "utf8"),
	);
});

test("lets nothing on the page ask another host, whatever it tries", async () => {
	const opened = await openPage();
	const blocked = await opened.evaluate(async () => {
		const violations: string[] = [];
		globalThis.document.addEventListener("securitypolicyviolation", (event) =>
			violations.push(event.effectiveDirective),
		);
		await fetch("http://127.0.0.1:9/").catch(() => {});
		const image = new Image();
		image.src = "http://127.0.0.1:9/logo.svg";
		const script = globalThis.document.createElement("script");
		script.textContent = "globalThis.ran = true";
		globalThis.document.head.append(script);
		while (violations.length < 3)
			await new Promise((resolve) => setTimeout(resolve, 10));
		return [...violations, `ran: ${"ran" in globalThis}`];
	});
	expect(blocked).toEqual(
		expect.arrayContaining([
			"connect-src",
			"img-src",
			"script-src-elem",
			"ran: false",
		]),
	);
	await opened.context().close();
});

test("says so where there is no page", async () => {
	const missing = await fetch(`${url}nothing`);
	expect(missing.status).toBe(404);
	expect(await missing.text()).toContain("The docs are at /.");
});
