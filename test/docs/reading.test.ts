/** The pages in a real browser: at all widths and in both themes, by keyboard, without scripts, and with the tools on them. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { guidesOf, slugOf } from "../../docs/guides.ts";
import { document, operations } from "../api.ts";
import { pages } from "./html.ts";
import { useReader } from "./reader.ts";

const reader = useReader();
const { faults } = reader;
const guides = guidesOf(document).map(({ name }) => `guides/${slugOf(name)}/`);
/** One of each template, and all guides. */
const KINDS = [
	"",
	"fr/",
	"fr/guides/testing/",
	...guides,
	"guides/",
	"client/",
	"operations/",
	"operations/createPaymentLink/",
	"events/",
	"events/PAYMENT_SUCCEEDED/",
	"errors/",
	"schemas/",
	"schemas/Transaction/",
	"changelog/",
	"404.html",
];
const ours = [...pages.keys()].filter(
	(address) => !address.endsWith("reference/"),
);

// The pages in French differ from the English ones in their frame only, so one of each kind is enough.
const looked = ours.filter(
	(address) => !address.startsWith("fr/") || KINDS.includes(address.slice(3)),
);

test("no page scrolls sideways at 360 or 1440 pixels, light or dark, and each has its theme's colours", {
	timeout: 120_000,
}, async () => {
	const page = await reader.open("404.html");
	expect(looked.length).toBeGreaterThan(170);
	expect(await page.evaluate(measure, looked)).toStrictEqual([]);
	expect(faults).toStrictEqual([]);
	await page.context().close();
});

test("axe finds nothing serious, light or dark", {
	timeout: 120_000,
}, async () => {
	const page = await reader.open("404.html");
	const found: string[] = [];
	const look = async (address: string, only?: string) => {
		const { violations } = await page.evaluate<axe.AxeResults>(
			`axe.run({ resultTypes: ["violations"]${only ? `, runOnly: ["${only}"]` : ""} })`,
		);
		for (const { id, impact, nodes } of violations)
			if (impact === "serious" || impact === "critical")
				found.push(`${address}: ${id}: ${nodes[0]?.html}`);
	};
	for (const address of KINDS) {
		await page.emulateMedia({ colorScheme: "light" });
		await page.goto(`${reader.url}${address}`);
		await page.evaluate(axe.source);
		await look(address);
		await page.emulateMedia({ colorScheme: "dark" });
		await look(address, "color-contrast");
	}
	expect(found).toStrictEqual([]);
	expect(faults).toStrictEqual([]);
	await page.context().close();
});

/** Loads each page in a frame, and looks at it at both widths and in both themes. Runs in the browser. */
async function measure(addresses: string[]): Promise<string[]> {
	const wrong: string[] = [];
	const left = [...addresses];
	const look = async () => {
		const frame = globalThis.document.createElement("iframe");
		frame.height = "900";
		globalThis.document.body.append(frame);
		for (let next = left.pop(); next !== undefined; next = left.pop()) {
			await new Promise((resolve) => {
				frame.onload = resolve;
				frame.src = `/${next}`;
			});
			const inside = frame.contentDocument as Document;
			const root = inside.documentElement;
			for (const width of [360, 1440]) {
				frame.width = String(width);
				if (root.scrollWidth > width)
					wrong.push(`${next} is ${root.scrollWidth} px wide at ${width}`);
			}
			for (const theme of ["light", "dark"]) {
				root.dataset.theme = theme;
				const [red = 0, green = 0, blue = 0] =
					getComputedStyle(inside.body)
						.backgroundColor.match(/\d+/g)
						?.map(Number) ?? [];
				const bright = red + green + blue > 3 * 128;
				if (bright !== (theme === "light"))
					wrong.push(`${next} isn't ${theme}`);
			}
		}
	};
	await Promise.all([look(), look(), look()]);
	return wrong;
}

test("a page can be read, and its samples chosen, without scripts", async () => {
	const { id } = operations[0] as (typeof operations)[number];
	const page = await reader.open(`operations/${id}/`, {
		javaScriptEnabled: false,
	});
	const sample = page.locator(".samples pre:visible");
	expect(await sample.textContent()).toContain("curl https://");
	await page.getByText("Python", { exact: true }).click();
	expect(await sample.textContent()).toContain("import requests");
	expect(await page.getByRole("button").count()).toBe(0);
	await page.context().close();
});

describe("by keyboard", () => {
	test("the first stop skips the header", async () => {
		const page = await reader.open("guides/testing/");
		await page.keyboard.press("Tab");
		await page.keyboard.press("Enter");
		expect(new URL(page.url()).hash).toBe("#docs-main");
		await page.context().close();
	});

	test.each(["", "operations/createPaymentLink/", "events/PAYMENT_SUCCEEDED/"])(
		"everything on /%s can be reached",
		async (address) => {
			const page = await reader.open(address);
			const expected = await page.evaluate(
				() =>
					[
						...globalThis.document.querySelectorAll<HTMLElement>(
							"a[href], button, input, textarea, summary, pre[tabindex]",
						),
					].filter(
						(element) =>
							element.checkVisibility() &&
							// Of radio buttons, only the chosen one is a stop; arrows lead to the others.
							!element.matches("input[type=radio]:not(:checked)"),
					).length,
			);
			const stops = new Set<string>();
			for (let presses = 0; presses <= expected + 10; presses++) {
				await page.keyboard.press("Tab");
				const stop = await page.evaluate(() => {
					const element = globalThis.document.activeElement;
					const all = [...globalThis.document.querySelectorAll("*")];
					return element?.matches(
						"a[href], button, input, textarea, summary, pre[tabindex]",
					)
						? String(all.indexOf(element))
						: "";
				});
				if (stop) stops.add(stop);
			}
			expect(stops.size).toBe(expected);
			await page.context().close();
		},
	);

	test("a slash opens the search, arrows choose, Enter leads there, Escape closes", async () => {
		const page = await reader.open("guides/testing/");
		const dialog = page.getByRole("dialog");
		await page.keyboard.press("/");
		await dialog.getByRole("combobox").waitFor();
		await page.keyboard.press("Escape");
		await dialog.waitFor({ state: "hidden" });
		await page.keyboard.press("/");
		await page.keyboard.type("refund status");
		await dialog.getByRole("option").first().waitFor();
		await page.keyboard.press("ArrowDown");
		const chosen = dialog.getByRole("option", { selected: true });
		const href = await chosen.locator("a").getAttribute("href");
		expect(
			await dialog.getByRole("combobox").getAttribute("aria-activedescendant"),
		).toBe(await chosen.getAttribute("id"));
		await page.keyboard.press("ArrowUp");
		await page.keyboard.press("Enter");
		await page.waitForURL(`${reader.url}operations/getRefund/`);
		expect(href).not.toContain("getRefund");
		expect(faults).toStrictEqual([]);
		await page.context().close();
	});
});

test("French readers find what they ask for in French, and stay there", async () => {
	const page = await reader.open("fr/");
	await page.getByRole("button", { name: "Rechercher" }).click();
	await page.keyboard.type("rembourser");
	await page.getByRole("option").first().waitFor();
	await page.keyboard.press("Enter");
	await page.waitForURL(`${reader.url}fr/operations/getRefund/`);
	await page.getByRole("link", { name: "Read in English" }).first().click();
	await page.waitForURL(`${reader.url}operations/getRefund/`);
	expect(faults).toStrictEqual([]);
	await page.context().close();
});

test("a chosen theme holds on the next page, and the system's can be taken back", async () => {
	const page = await reader.open("", { colorScheme: "light" });
	const background = () =>
		page.evaluate(
			() => getComputedStyle(globalThis.document.body).backgroundColor,
		);
	const light = await background();
	const theme = page.getByRole("button", { name: /^Theme/ });
	await theme.click();
	await theme.click();
	expect(await theme.getAttribute("aria-label")).toBe("Theme: dark");
	const dark = await background();
	expect(dark).not.toBe(light);
	await page.goto(`${reader.url}guides/testing/`);
	expect(await background()).toBe(dark);
	await theme.click();
	expect(await background()).toBe(light);
	await page.context().close();
});

describe("the box that checks signatures", () => {
	let page: Page;
	beforeAll(async () => {
		page = await reader.open("events/PAYMENT_SUCCEEDED/");
	});
	const check = async (change: Record<string, (value: string) => string>) => {
		await page.reload();
		for (const [label, edit] of Object.entries(change)) {
			const field = page.getByLabel(label);
			await field.fill(edit(await field.inputValue()));
		}
		const output = page.locator("output");
		await page.getByRole("button", { name: "Check" }).click();
		await page.waitForFunction(
			() => globalThis.document.querySelector("output")?.textContent,
		);
		return output.textContent();
	};

	test.each([
		["as it stands", {}, /^It fits\. lomi\. sent PAYMENT_SUCCEEDED/],
		[
			"with a character changed",
			{ Body: (text: string) => text.replace("a", "b") },
			/doesn't fit the body/,
		],
		[
			"with the JSON written again",
			{ Body: (text: string) => JSON.stringify(JSON.parse(text), null, 2) },
			/written again/,
		],
		[
			"with a line break at its end",
			{ Body: (text: string) => `${text}\n` },
			/white space at its start or end/,
		],
		[
			"with the secret without its prefix",
			{ "Secret of the endpoint": (text: string) => text.slice(6) },
			/without its prefix/,
		],
		[
			"with the signature in capitals",
			{ "X-Lomi-Signature": (text: string) => text.toUpperCase() },
			/written otherwise/,
		],
		[
			"without a signature",
			{ "X-Lomi-Signature": () => "" },
			/X-Lomi-Signature is missing/,
		],
	])("says of a delivery %s what it is", async (_what, change, said) => {
		expect(await check(change)).toMatch(said);
		expect(faults).toStrictEqual([]);
	});
});

test("the docs say so where there is no page, at any address", async () => {
	const page = await reader.open("guides/nothing/here/").catch(() => undefined);
	expect(await page?.locator("h1").textContent()).toBe("There is no such page");
	await page?.getByRole("link", { name: "Home" }).click();
	await page?.waitForURL(reader.url);
	await page?.context().close();
	expect((await fetch(`${reader.url}nothing`)).status).toBe(404);
});

test("a link to the reference of before, at the root, still leads into it", async () => {
	const page = await reader.open("");
	const deep = "#tag/Refunds/operation/getRefund";
	await page.goto("about:blank");
	await page.goto(`${reader.url}${deep}`);
	await page.waitForURL(`${reader.url}reference/${deep}`);
	await page.context().close();
});

test("files are sent compressed to those who can read them so", async () => {
	const response = await fetch(`${reader.url}reference/redoc.js`, {
		headers: { "accept-encoding": "br" },
	});
	expect(response.headers.get("content-encoding")).toBe("br");
});
