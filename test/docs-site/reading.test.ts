/** The pages in a real browser: widths, themes, keyboard, without scripts, and their tools. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { operations } from "../api.ts";
import { pageAt, pages, unescapeHtml } from "./html.ts";
import { useReader } from "./reader.ts";
import { seriousIn } from "./serious.ts";

const reader = useReader();
const { faults } = reader;

/** One page per template, including a guide with a diagram and a French one with a checklist. */
const KINDS = [
	"",
	"guides/accept-a-payment/",
	"fr/guides/going-live/",
	"client/",
	"operations/",
	"operations/createPaymentLink/",
	"events/PAYMENT_SUCCEEDED/",
	"errors/",
	"schemas/Transaction/",
	"changelog/",
	"404.html",
];
/** Pages with everything that scripts add: search, theme, copy buttons, the signature form. */
const SCRIPTED = [
	"",
	"operations/createPaymentLink/",
	"events/PAYMENT_SUCCEEDED/",
];
const ours = [...pages.keys()].filter(
	(address) => !/(^|\/)reference\//.test(address),
);
// French operation, event and schema pages only differ in the frame, so one language is enough.
const looked = ours
	.filter(
		(address) =>
			!/^fr\/(operations|events|schemas)\/./.test(address) ||
			KINDS.includes(address.slice("fr/".length)),
	)
	.map((address) => ({ address }));

/** A shared tab: opening one takes as long as three pages. */
let page: Page;
beforeAll(async () => {
	page = await reader.open("404.html");
});

test("no page scrolls sideways at 360 or 1440 pixels, and all have the colours of the light and dark theme", async () => {
	expect(looked.length).toBeGreaterThan(170);
	expect(await page.evaluate(measure, looked)).toStrictEqual([]);
	expect(faults).toStrictEqual([]);
});

test("violations are detected", async () => {
	const address = "wide/";
	const html = '<canvas width="400"></canvas>';
	expect(await page.evaluate(measure, [{ address, html }])).toStrictEqual([
		"wide/ is 408 px wide at 360",
		"wide/ isn't light",
		"wide/ isn't dark",
	]);
});

test("axe finds nothing serious in both themes, and pages with scripts don't scroll sideways", async () => {
	const found: string[] = [];
	const look = async (address: string, only?: string) => {
		for (const fault of await seriousIn(page, only))
			found.push(`${address}: ${fault}`);
	};
	for (const address of [
		...SCRIPTED,
		...KINDS.filter((each) => !SCRIPTED.includes(each)),
	]) {
		await page.emulateMedia({ colorScheme: "light" });
		if (SCRIPTED.includes(address)) {
			await page.goto(`${reader.url}${address}`);
			for (const width of [360, 1440]) {
				const wide = await widthOf(page, width);
				if (wide > width)
					found.push(`${address} is ${wide} px wide at ${width}`);
			}
		} else await page.evaluate(put, `${reader.url}${address}`);
		expect(await page.title()).toBe(titleOf(address));
		await page.evaluate(shorten);
		await look(address);
		await page.emulateMedia({ colorScheme: "dark" });
		await look(address, "color-contrast");
	}
	await page.emulateMedia({ colorScheme: "light" });
	expect(found).toStrictEqual([]);
	expect(faults).toStrictEqual([]);
});

test("the control plane's reference doesn't scroll sideways, and has the theme's colours", async () => {
	await page.goto(`${reader.url}reference/sandbox/`);
	await page.waitForSelector("#redoc h1");
	for (const width of [360, 1440])
		expect(await widthOf(page, width)).toBeLessThanOrEqual(width);
	const background = () =>
		page.evaluate(() =>
			getComputedStyle(globalThis.document.body)
				.backgroundColor.match(/\d+/g)
				?.slice(0, 3)
				.reduce((sum, part) => sum + Number(part), 0),
		);
	expect(await background()).toBeGreaterThan(600);
	await page.emulateMedia({ colorScheme: "dark" });
	expect(await background()).toBeLessThan(300);
	await page.emulateMedia({ colorScheme: "light" });
	expect(faults).toStrictEqual([]);
});

/** Replaces the content of the open page, without scripts: loading axe again takes longer than running it. Runs in the browser. */
async function put(url: string): Promise<void> {
	const html = await (await fetch(url)).text();
	const { documentElement } = new DOMParser().parseFromString(
		html,
		"text/html",
	);
	const { document } = globalThis;
	// The base of its relative links.
	history.replaceState(null, "", url);
	document.documentElement.replaceWith(document.adoptNode(documentElement));
}

const titleOf = (address: string) =>
	unescapeHtml(/<title>([^<]*)/.exec(pageAt(address).html)?.[1] ?? "");

/** The scroll width of a page in a viewport. */
async function widthOf(page: Page, width: number): Promise<number> {
	await page.setViewportSize({ width, height: 900 });
	return page.evaluate(() => globalThis.document.documentElement.scrollWidth);
}

/** Keeps five of each kind of repeated element, such as rows and code tokens, to speed up axe. Runs in the browser. */
function shorten(): void {
	for (const parent of globalThis.document.querySelectorAll("main *")) {
		const seen = new Map<string, number>();
		for (const child of [...parent.children]) {
			const kind = `${child.tagName} ${child.className}`;
			const count = (seen.get(kind) ?? 0) + 1;
			seen.set(kind, count);
			if (count > 5) child.remove();
		}
	}
}

/**
 * Loads each page into a frame, without scripts, and checks it at both widths and in both themes. Runs in the browser, on a page of the
 * docs.
 */
async function measure(
	pages: { address: string; html?: string }[],
): Promise<string[]> {
	const wrong: string[] = [];
	const frame = globalThis.document.createElement("iframe");
	frame.height = "900";
	// One frame for all pages: setting the content takes a third of the time of a navigation.
	frame.srcdoc = "<!doctype html>";
	const loaded = new Promise((resolve) => {
		frame.onload = resolve;
	});
	globalThis.document.body.append(frame);
	await loaded;
	const inside = frame.contentDocument as Document;
	for (const { address, html } of pages) {
		const url = new URL(address, location.origin);
		const parsed = new DOMParser().parseFromString(
			html ?? (await (await fetch(url)).text()),
			"text/html",
		);
		const root = inside.adoptNode(parsed.documentElement);
		inside.documentElement.replaceWith(root);
		for (const width of [360, 1440]) {
			frame.width = String(width);
			if (root.scrollWidth > width)
				wrong.push(`${address} is ${root.scrollWidth} px wide at ${width}`);
		}
		for (const theme of ["light", "dark"]) {
			root.dataset.theme = theme;
			const [red = 0, green = 0, blue = 0, alpha = 1] =
				getComputedStyle(inside.body)
					.backgroundColor.match(/[\d.]+/g)
					?.map(Number) ?? [];
			const bright = red + green + blue > 3 * 128;
			if (alpha === 0 || bright !== (theme === "light"))
				wrong.push(`${address} isn't ${theme}`);
		}
	}
	return wrong;
}

test("a page can be read, and samples can be selected, without scripts", async () => {
	const { id } = operations[0] as (typeof operations)[number];
	const plain = await reader.open(`operations/${id}/`, {
		javaScriptEnabled: false,
	});
	const sample = plain.locator(".samples pre:visible");
	expect(await sample.textContent()).toContain("curl https://");
	await plain.getByText("Python", { exact: true }).click();
	expect(await sample.textContent()).toContain("import requests");
	expect(await plain.getByRole("button").count()).toBe(0);
});

describe("by keyboard", () => {
	test("the first tab stop skips the header", async () => {
		await page.goto(`${reader.url}guides/testing/`);
		await page.keyboard.press("Tab");
		await page.keyboard.press("Enter");
		await expect.poll(() => page.url()).toMatch(/#docs-main$/);
	});

	test.each(["", "operations/createPaymentLink/", "events/PAYMENT_SUCCEEDED/"])(
		"everything on /%s can be reached",
		async (address) => {
			await page.goto(`${reader.url}${address}`);
			const expected = await page.evaluate(() => {
				const stops =
					"a[href], button, input, textarea, summary, pre[tabindex]";
				const reached = new Set<Element>();
				Object.assign(globalThis, { reached });
				globalThis.document.addEventListener("focusin", ({ target }) => {
					if (target instanceof Element && target.matches(stops))
						reached.add(target);
				});
				return [
					...globalThis.document.querySelectorAll<HTMLElement>(stops),
				].filter(
					(element) =>
						element.checkVisibility() &&
						// In a radio group, only the selected button is a tab stop.
						!element.matches("input[type=radio]:not(:checked)"),
				).length;
			});
			for (let presses = 0; presses <= expected + 10; presses++)
				await page.keyboard.press("Tab");
			expect(
				await page.evaluate(
					() =>
						(globalThis as unknown as { reached: Set<Element> }).reached.size,
				),
			).toBe(expected);
		},
	);

	test("slash opens the search, arrows select, Enter navigates, Escape closes", async () => {
		await page.goto(`${reader.url}guides/testing/`);
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
		await expect
			.poll(() => page.url())
			.toBe(`${reader.url}operations/getRefund/`);
		expect(href).not.toContain("getRefund");
		expect(faults).toStrictEqual([]);
	});

	test("slash reopens the search while its field still has the focus", async () => {
		await page.goto(`${reader.url}guides/testing/`);
		const isOpen = await page
			.getByRole("dialog", { includeHidden: true })
			.evaluate((dialog: HTMLDialogElement) => {
				dialog
					.querySelector("input")
					?.dispatchEvent(
						new KeyboardEvent("keydown", { key: "/", bubbles: true }),
					);
				return dialog.open;
			});
		expect(isOpen).toBe(true);
	});
});

test("French readers can search in French, and stay on French pages", async () => {
	await page.goto(`${reader.url}fr/`);
	await page.getByRole("button", { name: "Rechercher" }).click();
	await page.keyboard.type("rembourser");
	await page.getByRole("option").first().waitFor();
	await page.keyboard.press("Enter");
	await expect
		.poll(() => page.url())
		.toBe(`${reader.url}fr/operations/getRefund/`);
	await page.getByRole("link", { name: "Read in English" }).first().click();
	await expect
		.poll(() => page.url())
		.toBe(`${reader.url}operations/getRefund/`);
	expect(faults).toStrictEqual([]);
});

test("the chosen theme applies to the next page, and can be reset to the system's", async () => {
	await page.goto(reader.url);
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
});

describe("the signature form", () => {
	const FIELDS = ["Body", "X-Lomi-Signature", "Endpoint secret"];
	const delivered: Record<string, string> = {};
	beforeAll(async () => {
		await page.goto(`${reader.url}events/PAYMENT_SUCCEEDED/`);
		for (const label of FIELDS)
			delivered[label] = await page.getByLabel(label).inputValue();
	});
	const check = async (change: Record<string, (value: string) => string>) => {
		for (const [label, value] of Object.entries(delivered))
			await page.getByLabel(label).fill(change[label]?.(value) ?? value);
		const output = page.locator("output");
		await output.evaluate((element) => element.replaceChildren());
		await page.getByRole("button", { name: "Verify" }).click();
		await page.waitForFunction(
			() => globalThis.document.querySelector("output")?.textContent,
		);
		return output.textContent();
	};

	test.each([
		[
			"unchanged",
			{},
			/^The signature is valid\. lomi\. sent PAYMENT_SUCCEEDED/,
		],
		[
			"with a character changed",
			{ Body: (text: string) => text.replace("a", "b") },
			/doesn't match the body/,
		],
		[
			"with re-serialized JSON",
			{ Body: (text: string) => JSON.stringify(JSON.parse(text), null, 2) },
			/re-serialized/,
		],
		[
			"with a line break at its end",
			{ Body: (text: string) => `${text}\n` },
			/white space at its start or end/,
		],
		[
			"with the secret without its prefix",
			{ "Endpoint secret": (text: string) => text.slice(6) },
			/missing its prefix/,
		],
		[
			"with the signature in capitals",
			{ "X-Lomi-Signature": (text: string) => text.toUpperCase() },
			/wrong format/,
		],
		[
			"without a signature",
			{ "X-Lomi-Signature": () => "" },
			/X-Lomi-Signature is missing/,
		],
	])("explains a delivery %s", async (_what, change, said) => {
		expect(await check(change)).toMatch(said);
		expect(faults).toStrictEqual([]);
	});
});

test("an unknown URL shows the 404 page", async () => {
	await page.goto(`${reader.url}guides/nothing/here/`);
	expect(await page.locator("h1").textContent()).toBe("Page not found");
	await page.getByRole("link", { name: "Home" }).click();
	await expect.poll(() => page.url()).toBe(reader.url);
	expect((await fetch(`${reader.url}nothing`)).status).toBe(404);
});

test("old links to the reference on the home page still work", async () => {
	const deep = "#tag/Refunds/operation/getRefund";
	await page.goto("about:blank");
	// Only the URL: the reference has its own tests.
	await page.goto(`${reader.url}${deep}`, { waitUntil: "commit" });
	await expect.poll(() => page.url()).toBe(`${reader.url}reference/${deep}`);
	await page.goto("about:blank");
});

test("files are sent compressed if the client supports it", async () => {
	const response = await fetch(`${reader.url}reference/redoc.js`, {
		headers: { "accept-encoding": "br" },
	});
	expect(response.headers.get("content-encoding")).toBe("br");
});
