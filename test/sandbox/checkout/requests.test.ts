/** The checkout page over HTTP: statuses, headers, languages, and hostile forms. */
import { getExample, parsePhoneNumber } from "awesome-phonenumber";
import { describe, expect, test } from "vitest";
import {
	formatAmount,
	formatInterval,
	formatLength,
} from "../../../packages/sandbox/checkout/pages/format.ts";
import { MESSAGES } from "../../../packages/sandbox/checkout/pages/locales.ts";
import {
	OUTCOME_BY_SUFFIX,
	outcomeOfPhone,
} from "../../../packages/sandbox/engine/test-phone-numbers.ts";
import { toE164 } from "../../../packages/sandbox/phone.ts";
import { answersIn, raw } from "../../hostile.ts";
import { read } from "../../readme/pages.ts";
import { some } from "../../some.ts";
import { FIRST, MINUTE, useSandbox } from "../setup/sandbox.ts";

const sandbox = useSandbox();

const SHOP = "https://boutique.example.ci";
const open = async (fields: object = {}) => {
	const { data } = await sandbox.lomi.checkoutSessions.create({
		amount: 10_000,
		currency_code: "XOF",
		allowed_providers: ["WAVE", "ORANGE"],
		success_url: `${SHOP}/merci`,
		cancel_url: `${SHOP}/panier`,
		...fields,
	} as never);
	return { id: data.checkout_session_id, url: data.url };
};
const get = (url: string, headers: Record<string, string> = {}) =>
	fetch(url, { headers, redirect: "manual" });
const send = (
	url: string,
	fields: Record<string, string> = {},
	headers: Record<string, string> = {},
) =>
	fetch(url, {
		method: "POST",
		headers,
		redirect: "manual",
		body: new URLSearchParams({
			provider: "WAVE",
			phone: "0701020304",
			name: "Awa Koné",
			...fields,
		}),
	});
const goesTo = ({ status, headers }: Response) =>
	[status, headers.get("location")] as const;
const customerOf = async (id: string) => {
	const row = await sandbox.database
		.selectFrom("transactions")
		.select("customer_id")
		.where("checkout_session_id", "=", id)
		.executeTakeFirstOrThrow();
	return row.customer_id;
};
const attempts = async (id: string) => {
	const rows = await sandbox.database
		.selectFrom("transactions")
		.select("status")
		.where("checkout_session_id", "=", id)
		.execute();
	return rows.map(({ status }) => status);
};

/** The headers of Fetch Metadata. */
const from = (site: string, mode: string, dest: string) => ({
	"sec-fetch-site": site,
	"sec-fetch-mode": mode,
	"sec-fetch-dest": dest,
});
/** Sends only these headers, unlike `fetch`, which adds its own. */
const statusOf = async (
	method: string,
	url: string,
	headers: Record<string, string>,
): Promise<number | undefined> => {
	const { host, port, pathname } = new URL(url);
	const lines = Object.entries({ host, ...headers, connection: "close" }).map(
		(header) => header.join(": "),
	);
	const request = `${method} ${pathname} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
	return answersIn(await raw(Number(port), request, { patience: 10_000 }))[0]
		?.status;
};

describe("the page's response", () => {
	test("is private: nothing external is loaded, and it can't be framed or cached", async () => {
		const { url } = await open();
		const { status, headers } = await get(url);
		expect(status).toBe(200);
		const policy = headers.get("content-security-policy") ?? "";
		expect(policy.replace(/'sha256-[^']+'/, "HASH")).toBe(
			"default-src 'none'; style-src HASH; base-uri 'none'; frame-ancestors 'none'",
		);
		expect(Object.fromEntries(headers)).toMatchObject({
			"cache-control": "no-store",
			"content-type": "text/html; charset=utf-8",
			"referrer-policy": "same-origin",
			"x-content-type-options": "nosniff",
			"x-frame-options": "DENY",
		});
	});

	test.each([
		["https://boutique.ci/réussi", "https://boutique.ci/r%C3%A9ussi"],
		[
			"https://boutique.ci/ok?session={CHECKOUT_SESSION_ID}",
			"https://boutique.ci/ok?session={CHECKOUT_SESSION_ID}",
		],
		[
			"https://épicerie.ci/été?à=1",
			"https://xn--picerie-9xa.ci/%C3%A9t%C3%A9?%C3%A0=1",
		],
		[
			"https://boutique.ci/a\r\nset-cookie: a=1",
			"https://boutique.ci/aset-cookie:%20a=1",
		],
		["boutique://payé", "boutique://pay%C3%A9"],
		["myapp://paid", "myapp://paid"],
	])("redirects to %s", async (success_url, location) => {
		const { id, url } = await open({ success_url });
		expect(goesTo(await send(url))).toStrictEqual([303, location]);
		const { data } = await sandbox.lomi.checkoutSessions.get(id);
		expect(data.success_url).toBe(success_url);
	});

	test.each(["javascript:alert(1)", "data:text/html,x", "blob:https://a.ci/b"])(
		"never redirects to %s, but says that it is paid",
		async (success_url) => {
			const { url } = await open({ success_url });
			const { pathname } = new URL(url);
			expect(goesTo(await send(url))).toStrictEqual([303, pathname]);
			const page = await (await get(url)).text();
			expect(page).toContain(MESSAGES.fr.completed("", "").title);
			expect(page).not.toContain(success_url);
		},
	);

	test.each(["myapp://paid", "https://boutique.ci/", " https://boutique.ci/"])(
		"links back to %s once it is paid",
		async (success_url) => {
			const { url } = await open({ success_url });
			await send(url);
			expect(await (await get(url)).text()).toContain(
				`<a class="button" href="${success_url}">`,
			);
		},
	);

	test("shows no price of one without a product", async () => {
		const { url } = await open({ amount: 500, quantity: 3 });
		expect(await (await get(url)).text()).not.toContain("×");
	});

	test("has a status for each state", async () => {
		const { id, url } = await open();
		expect((await send(url, { phone: "0701020005" })).status).toBe(303);
		expect((await get(url)).status).toBe(202);
		sandbox.clock.turn(20_000);
		expect((await get(url)).status).toBe(200);
		const late = await open();
		sandbox.clock.turn(31 * MINUTE);
		expect((await get(late.url)).status).toBe(410);
		const nowhere = url.replace(id, "nothing");
		for (const answer of [
			await get(nowhere),
			await send(nowhere),
			await send(`${nowhere}/cancel`),
			await get(`${sandbox.origin}/pay/instant/nothing`),
		]) {
			expect(answer.status).toBe(404);
			expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
		}
	});

	test("doesn't link to anything but pages", async () => {
		const { id, url } = await open({ success_url: "javascript:alert(1)" });
		await sandbox.engine.pay(id);
		expect(await (await get(url)).text()).not.toContain("javascript:");
	});
});

describe("the language", () => {
	test.each([
		[{}, "fr"],
		[{ "accept-language": "en-GB,en;q=0.9" }, "en"],
		[{ "accept-language": "de, en;q=0.2, fr;q=0.1" }, "en"],
		[{ "accept-language": "fr-CI, en;q=0.9" }, "fr"],
		[{ "accept-language": "wo, dyu" }, "fr"],
		[{ "accept-language": ";;q=,\u00ff*" }, "fr"],
	])("for %j is %s", async (headers, language) => {
		const { url } = await open();
		const { headers: said } = await get(url, headers as never);
		expect(said.get("content-language")).toBe(language);
	});

	test("is the requested one before the preferred one, and French by default", async () => {
		const { url } = await open();
		const english = { "accept-language": "en" };
		const said = async (query: string) =>
			(await get(url + query, english)).headers.get("content-language");
		expect(await said("?lang=fr")).toBe("fr");
		expect(await said("?lang=xx")).toBe("en");
		expect(await said("?lang=fr&lang=fr")).toBe("en");
	});
});

describe("a form", () => {
	test("that is submitted twice at once makes one payment, and both redirect to the shop", async () => {
		const { id, url } = await open();
		const answers = await Promise.all([
			send(url, { token: "one" }),
			send(url, { token: "one" }),
		]);
		for (const answer of some(answers))
			expect(goesTo(answer)).toStrictEqual([303, `${SHOP}/merci`]);
		expect(await attempts(id)).toStrictEqual(["completed"]);
		expect(goesTo(await send(url, { token: "one" }))).toStrictEqual([
			303,
			`${SHOP}/merci`,
		]);
		expect(await attempts(id)).toStrictEqual(["completed"]);
	});

	test("that is resubmitted after a failure fails again, without another attempt", async () => {
		const { id, url } = await open();
		const fields = { token: "one", phone: "0701020002" };
		const [, first] = goesTo(await send(url, fields));
		const [, second] = goesTo(await send(url, fields));
		expect(second).toBe(first);
		expect(await attempts(id)).toStrictEqual(["failed"]);
		const shown = await (await get(new URL(first ?? "", url).href)).text();
		expect(shown).toContain("refusé");
	});

	test("in another tab never pays twice", async () => {
		const { id, url } = await open();
		await Promise.all([
			send(url, { token: "one" }),
			send(url, { token: "two" }),
			send(url, { token: "three" }),
		]);
		expect(await attempts(id)).toStrictEqual(["completed"]);
	});

	test("with a token that isn't a form's own is an attempt by itself", async () => {
		const { url } = await open();
		const phone = "0701020002";
		for (const token of ["x".repeat(20_000), "a b", ""]) {
			const [, path] = goesTo(await send(url, { token, phone }));
			expect(path).toMatch(/\?attempt=[\w-]{36}&/);
		}
	});

	test("with another session's token is a separate attempt", async () => {
		const [first, second] = [await open(), await open()];
		await send(first.url, { token: "one" });
		await send(second.url, { token: "one" });
		expect(await attempts(second.id)).toStrictEqual(["completed"]);
	});

	test.each([
		["http://127.0.0.1:1"],
		["http://localhost:3000"],
		["https://evil.example"],
		["null"],
	])("from a page of %s is refused", async (origin) => {
		const { id, url } = await open();
		for (const path of ["", "/cancel"]) {
			const answer = await send(url + path, {}, { origin });
			expect(answer.status).toBe(403);
		}
		expect(await attempts(id)).toStrictEqual([]);
	});

	test.each([
		[from("same-origin", "navigate", "document"), false],
		[from("none", "navigate", "document"), false],
		[{}, false],
		[from("same-site", "navigate", "document"), true],
		[from("cross-site", "navigate", "document"), true],
		[from("cross-site", "no-cors", "empty"), true],
		[from("elsewhere", "navigate", "document"), true],
	])(
		"sent without an origin, with %j, is refused: %s",
		async (headers, isRefused) => {
			const { url } = await open();
			for (const path of ["", "/cancel"]) {
				const status = await statusOf("POST", url + path, headers);
				if (isRefused) expect(status).toBe(403);
				else expect([303, 422]).toContain(status);
			}
		},
	);

	test.each([
		[{ phone: "" }, "phone"],
		[{ phone: "12" }, "phone"],
		[{ phone: "+2250701" }, "phone"],
		[{ phone: "0701020304 or so" }, "phone"],
		[{ name: " \t" }, "name"],
		[{ email: "awa@" }, "email"],
		[{ email: "awa.koné@example.ci" }, "email"],
		[{ email: "a..b@c.de" }, "email"],
		[{ email: ".a@c.de" }, "email"],
		[{ email: "a.@c.de" }, "email"],
		[{ email: "a@b@c.de" }, "email"],
		[{ email: "a b@c.de" }, "email"],
		[{ email: "a@-c.de" }, "email"],
		[{ email: "a@c_d.de" }, "email"],
		[{ email: "a@c..de" }, "email"],
		[{ email: '"@c.de' }, "email"],
		[{ email: "<a@c.de>" }, "email"],
		[{ name: "Awa \ufffd" }, "name"],
		[{ provider: "MTN" }, "provider"],
		[{ provider: "" }, "provider"],
	])("with %j is shown again, with its errors", async (fields, name) => {
		const { id, url } = await open();
		const answer = await send(url, fields);
		expect(answer.status).toBe(422);
		const wrong = [...(await answer.text()).matchAll(/id="(\w+)-wrong"/g)];
		expect(wrong.map(([, each]) => each)).toStrictEqual([name]);
		expect(await attempts(id)).toStrictEqual([]);
	});

	test.each([
		["", 422],
		['{"provider": "WAVE"}', 422],
		["%E0%A4%A=%00&&&==", 422],
		["a".repeat(1_000_001), 413],
	])("that is empty is refused, without side effects", async (body, status) => {
		const { id, url } = await open();
		const answer = await fetch(url, { method: "POST", body });
		expect(answer.status).toBe(status);
		expect(await attempts(id)).toStrictEqual([]);
	});

	// As the API does.
	test.each(["awa@localhost", "awa+test@example.ci", '"awa k"@example.ci', ""])(
		"accepts the e-mail address %j",
		async (email) => {
			const { id, url } = await open();
			expect((await send(url, { email })).status).toBe(303);
			expect(await attempts(id)).toStrictEqual(["completed"]);
		},
	);

	test.each([
		"07\u202f01\u202f02\u202f03\u202f04",
		"07\u200901\u200702\u00a003\u300004",
		"\t07\t01 02 03 04 ",
		"\u202a+225 07 01 02 03 04\u202c",
		"\u200e07\u200b01020304\ufeff",
		"07\u201101\u201102\u201303\u201404",
		"+225\u202f07\u202f01\u202f02\u202f03\u202f04",
		"00225 0701020304",
		"\uff0b\uff12\uff12\uff15 \uff10701020304",
		"(07) 01.02.03/04",
	])("reads the phone number %j", (text) => {
		expect(toE164(text, "CI")).toBe("+2250701020304");
	});

	test("makes one customer of one payer, however number and address are spelled", async () => {
		const payers = [
			{ phone: "07 01 02 77 04" },
			{ phone: "+225\u202f07\u202f01\u202f02\u202f77\u202f04" },
			{ phone: "00225 0701027704", email: "Awa.77@Example.ci" },
			{ phone: "0701027799", email: "awa.77@example.CI" },
		];
		const { data: known } = await sandbox.lomi.customers.create({
			name: "Awa",
			phone_number: "07-01-02-77-04",
			email: "AWA.77@example.ci",
		});
		const ids: (string | null)[] = [];
		for (const payer of payers) {
			const { id, url } = await open();
			expect((await send(url, payer)).status).toBe(303);
			ids.push(await customerOf(id));
		}
		for (const phone of ["0701027704", "+225 07 01 02 77 04"]) {
			const { id } = await open();
			await sandbox.engine.pay(id, { phone });
			ids.push(await customerOf(id));
		}
		expect(new Set(ids)).toStrictEqual(new Set([known.customer_id]));
		await sandbox.lomi.customers.update(known.customer_id, {
			phone_number: "0701027788",
		});
		const { id, url } = await open();
		await send(url, { phone: "+2250701027788" });
		expect(await customerOf(id)).toBe(known.customer_id);
	});

	test("creates the customer from its fields", async () => {
		const { id, url } = await open({ customer_name: "Somebody else" });
		await send(url, { email: "awa@example.ci", phone: "07 01-02 03 99" });
		const customer = await sandbox.database
			.selectFrom("customers")
			.innerJoin(
				"transactions",
				"transactions.customer_id",
				"customers.customer_id",
			)
			.select(["customers.name", "email", "phone_number"])
			.where("checkout_session_id", "=", id)
			.executeTakeFirst();
		expect(customer).toEqual({
			name: "Awa Koné",
			email: "awa@example.ci",
			phone_number: "+2250701020399",
		});
	});
});

describe("a quantity", () => {
	const openFor = async (fields: object = {}) => {
		const { data } = await sandbox.lomi.products.create({
			name: "Pagne",
			price: 15_000,
			currency_code: "XOF",
		});
		return open({
			product_id: data.product_id,
			quantity: 2,
			allow_quantity: true,
			...fields,
		});
	};
	const sessionOf = async (id: string) =>
		(await sandbox.lomi.checkoutSessions.get(id)).data;

	test("is paid as chosen, once its amount was shown", async () => {
		const { id, url } = await openFor();
		const shown = await send(url, { quantity: "3", priced_quantity: "2" });
		expect(shown.status).toBe(200);
		const page = await shown.text();
		expect(page).toContain(formatAmount(45_000, "XOF", "fr"));
		expect(page).toContain(MESSAGES.fr.newAmount);
		expect(await attempts(id)).toStrictEqual([]);
		const paid = await send(url, { quantity: "3", priced_quantity: "3" });
		expect(goesTo(paid)).toStrictEqual([303, `${SHOP}/merci`]);
		expect(await sessionOf(id)).toMatchObject({
			status: "completed",
			quantity: 3,
			amount: 45_000,
		});
		const { gross_amount } = await sandbox.database
			.selectFrom("transactions")
			.select("gross_amount")
			.where("checkout_session_id", "=", id)
			.executeTakeFirstOrThrow();
		expect(gross_amount).toBe(45_000);
	});

	test.each(["0", "-1", "1.5", "", "two", "1e3", "1000001", "٣"])(
		"of %j is shown again, with its error",
		async (quantity) => {
			const { id, url } = await openFor();
			const answer = await send(url, { quantity, priced_quantity: "2" });
			expect(answer.status).toBe(422);
			expect(await answer.text()).toContain('id="quantity-wrong"');
			expect(await attempts(id)).toStrictEqual([]);
		},
	);

	test("can't be chosen where the merchant hasn't allowed it", async () => {
		const { id, url } = await openFor({ allow_quantity: false });
		expect(await (await get(url)).text()).not.toContain("quantity");
		await send(url, { quantity: "1", priced_quantity: "1" });
		expect(await sessionOf(id)).toMatchObject({ quantity: 2, amount: 30_000 });
		const other = await openFor({ allow_quantity: false });
		await expect(sandbox.engine.pay(other.id, { quantity: 3 })).rejects.toThrow(
			"`quantity` can't be chosen",
		);
	});

	test("that costs more than the largest amount is refused", async () => {
		const { data } = await sandbox.lomi.products.create({
			name: "Immeuble",
			price: 1e9,
			currency_code: "XOF",
		});
		const { id } = await openFor({
			product_id: data.product_id,
			quantity: 100,
		});
		await expect(sandbox.engine.pay(id, { quantity: 101 })).rejects.toThrow(
			"`quantity` is too large: the price of all items may be at most 100,000,000,000.",
		);
		await sandbox.engine.pay(id, { quantity: 99 });
		expect(await sessionOf(id)).toMatchObject({ amount: 99e9 });
	});
});

describe("payment methods", () => {
	const connect = (code: string, is_connected: boolean) =>
		sandbox.engine.setProvider(FIRST.merchant_id, code, is_connected);
	const asked = async (url: string) => {
		const text = await (await get(url)).text();
		return [...text.matchAll(/name="provider" value="(\w+)"/g)].map(
			([, code]) => code,
		);
	};

	test("are those that the session allows and the merchant has connected", async () => {
		const { id, url } = await open();
		expect(await asked(url)).toStrictEqual(["ORANGE", "WAVE"]);
		await connect("WAVE", false);
		expect(await asked(url)).toStrictEqual(["ORANGE"]);
		expect((await send(url)).status).toBe(422);
		await connect("ORANGE", false);
		const text = await (await get(url)).text();
		expect(text).toContain(MESSAGES.fr.noProvider);
		expect(text).not.toContain('class="pay"');
		await connect("ORANGE", true);
		await connect("WAVE", true);
		expect(await attempts(id)).toStrictEqual([]);
	});

	test("require a phone number only if a phone confirms the payment", async () => {
		await connect("NOWPAYMENTS", true);
		const { id, url } = await open({
			allowed_providers: ["WAVE", "NOWPAYMENTS"],
		});
		expect((await send(url, { phone: "" })).status).toBe(422);
		const paid = await send(url, { phone: "", provider: "NOWPAYMENTS" });
		expect(goesTo(paid)).toStrictEqual([303, `${SHOP}/merci`]);
		expect(await attempts(id)).toStrictEqual(["completed"]);
		await connect("NOWPAYMENTS", false);
	});
});

test("a plan with a trial is free now, and shows the later amount", async () => {
	const { data: plan } = await sandbox.lomi.subscriptionPlans.create(
		FIRST.merchant_id,
		{
			name: "Club",
			amount: 5_000,
			currency_code: "XOF",
			billing_frequency: "monthly",
			first_payment_type: "non_initial",
		},
	);
	const { id, url } = await open({ plan_id: plan.plan_id });
	const text = await (await get(url, { "accept-language": "en" })).text();
	expect(text).toContain(`>${MESSAGES.en.begin}</button>`);
	expect(text).toContain("then F\u202fCFA\u00a05,000 / month");
	expect(goesTo(await send(url))).toStrictEqual([303, `${SHOP}/merci`]);
	expect(await attempts(id)).toStrictEqual([]);
	const { data } = await sandbox.lomi.subscriptions.list();
	expect(data[0]).toMatchObject({ plan_id: plan.plan_id, status: "trial" });
});

test("a plan deleted meanwhile shows an error, and nothing is paid", async () => {
	const { data: plan } = await sandbox.lomi.subscriptionPlans.create(
		FIRST.merchant_id,
		{
			name: "Club",
			amount: 5_000,
			currency_code: "XOF",
			billing_frequency: "monthly",
		},
	);
	const { id, url } = await open({ plan_id: plan.plan_id });
	await sandbox.lomi.subscriptionPlans.delete(FIRST.merchant_id, plan.plan_id);
	const [status, location] = goesTo(await send(url));
	expect(status).toBe(303);
	const text = await (await get(new URL(location ?? "", url).href)).text();
	expect(text).toContain(MESSAGES.fr.failure.impossible);
	expect(await attempts(id)).toStrictEqual([]);
});

test("cancelling a paid session shows that it is paid", async () => {
	const { id, url } = await open();
	await sandbox.engine.pay(id);
	const { pathname } = new URL(url);
	expect(goesTo(await send(`${url}/cancel`))).toStrictEqual([
		303,
		`${pathname}?lang=fr`,
	]);
});

describe("a payment link", () => {
	const create = async (fields: object) =>
		(
			await sandbox.lomi.paymentLinks.create({
				link_type: "instant",
				title: "Don",
				price: 500,
				currency_code: "XOF",
				...fields,
			} as never)
		).data;
	const sessions = async () =>
		(await sandbox.lomi.checkoutSessions.list()).meta.total_count;

	test("opens a session for each visit, but not for HEAD", async () => {
		const { url } = await create({});
		const before = (await sessions()) ?? 0;
		const look = await fetch(url, { method: "HEAD", redirect: "manual" });
		expect(look.status).toBe(404);
		expect(await sessions()).toBe(before);
		const [first, second] = [goesTo(await get(url)), goesTo(await get(url))];
		expect(first[0]).toBe(303);
		expect(first[1]).toMatch(/^\/checkout\//);
		expect(second[1]).not.toBe(first[1]);
		expect(await sessions()).toBe(before + 2);
	});

	test.each(
		some<[what: string, status: number, headers: Record<string, string>]>([
			["a link on a site", 303, from("cross-site", "navigate", "document")],
			[
				"a link on the shop's own site",
				303,
				from("same-site", "navigate", "document"),
			],
			["the address bar", 303, from("none", "navigate", "document")],
			["a script of its own page", 303, from("same-origin", "cors", "empty")],
			["a client that isn't a browser", 303, {}],
			["Node's fetch", 303, { "sec-fetch-mode": "cors" }],
			["an image", 403, from("cross-site", "no-cors", "image")],
			["an image of a site nearby", 403, from("same-site", "no-cors", "image")],
			["a script", 403, from("cross-site", "no-cors", "script")],
			["a style", 403, from("cross-site", "no-cors", "style")],
			["fetch", 403, from("cross-site", "no-cors", "empty")],
			[
				"fetch of a page on another port",
				403,
				from("same-site", "cors", "empty"),
			],
			["a frame", 403, from("cross-site", "navigate", "iframe")],
			["a frame of old", 403, from("cross-site", "navigate", "frame")],
			["a fenced frame", 403, from("cross-site", "navigate", "fencedframe")],
			["an object", 403, from("cross-site", "navigate", "object")],
			["an embed", 403, from("cross-site", "navigate", "embed")],
			["a socket", 403, from("cross-site", "websocket", "empty")],
			["values of tomorrow", 403, from("elsewhere", "stroll", "document")],
			["a site alone", 403, { "sec-fetch-site": "cross-site" }],
			[
				"a prefetch",
				503,
				{
					...from("cross-site", "no-cors", "empty"),
					"sec-purpose": "prefetch",
				},
			],
			[
				"a prerender from the address bar",
				503,
				{
					...from("none", "navigate", "document"),
					"sec-purpose": "prefetch;prerender",
				},
			],
			["a prefetch of old", 503, { purpose: "prefetch" }],
			["a prefetch of old in Firefox", 503, { "x-moz": "prefetch" }],
			["a preview in Safari", 503, { "x-purpose": "preview" }],
		]),
	)("followed from %s is a %i", async (_what, status, headers) => {
		const { url } = await create({});
		const before = (await sessions()) ?? 0;
		expect(await statusOf("GET", url, headers)).toBe(status);
		expect(await sessions()).toBe(before + (status === 303 ? 1 : 0));
	});

	test("that is inactive, expired, of another type or deleted opens none", async () => {
		const expires_at = sandbox.clock.turn(MINUTE);
		const off = await create({ is_active: false });
		const over = await create({ expires_at });
		const good = await create({});
		const before = await sessions();
		expect((await get(off.url)).status).toBe(410);
		sandbox.clock.turn(MINUTE);
		expect((await get(over.url)).status).toBe(410);
		const other = good.url.replace("/instant/", "/product/");
		expect((await get(other)).status).toBe(404);
		await sandbox.lomi.paymentLinks.delete(good.link_id);
		expect((await get(good.url)).status).toBe(404);
		expect(await sessions()).toBe(before);
	});
});

describe("the outcome of a phone number", () => {
	const ENDINGS = Object.entries(OUTCOME_BY_SUFFIX);
	/** West African Economic and Monetary Union. */
	const WAEMU = ["BJ", "BF", "CI", "GW", "ML", "NE", "SN", "TG"];

	test.each(WAEMU)("can be chosen in %s with a valid number", (country) => {
		const example = getExample(country, "mobile");
		for (const [ending, outcome] of ENDINGS) {
			const national = example.number?.significant.slice(0, -4) + ending;
			const number = toE164(national, country);
			expect(number, national).toBe(
				parsePhoneNumber(national, { regionCode: country }).number?.e164,
			);
			expect(outcomeOfPhone(number)).toBe(outcome);
		}
	});

	test("depends on its digits only, and is success by default", () => {
		expect(outcomeOfPhone("+225 07-01-02-00.01")).toBe("insufficient_funds");
		for (const phone of ["+2250701020304", "001", "00010", "", null, undefined])
			expect(outcomeOfPhone(phone)).toBe("succeed");
	});

	test("matches the README, row by row", () => {
		const rows = [
			...read("packages/sandbox/README.md").matchAll(
				/^\| `…(\d+)` +\| `(\w+)` +\|/gm,
			),
		].map(([, ending, outcome]) => [ending, outcome]);
		expect(rows).toStrictEqual(ENDINGS);
	});
});

describe("formatting", () => {
	test.each([
		[10_000, "XOF", "fr", "10\u202f000\u00a0F\u202fCFA"],
		[10_000, "XOF", "en", "F\u202fCFA\u00a010,000"],
		[123_450, "EUR", "fr", "1\u202f234,50\u00a0€"],
		[123_450, "EUR", "en", "€1,234.50"],
		[5, "USD", "fr", "0,05\u00a0$US"],
		[5, "USD", "en", "$0.05"],
		[Number.MAX_SAFE_INTEGER, "EUR", "en", "€90,071,992,547,409.91"],
	] as const)("of %d %s in %s is %s", (amount, currency, language, text) => {
		expect(formatAmount(amount, currency, language)).toBe(text);
	});

	test("shows durations in the largest unit of which there are two", () => {
		expect(formatLength(-1, "en")).toBe("1 minute");
		expect(formatLength(29.9 * MINUTE, "fr")).toMatch(/^29\sminutes$/);
		expect(formatLength(119 * MINUTE, "en")).toBe("119 minutes");
		expect(formatLength(120 * MINUTE, "en")).toBe("2 hours");
		expect(formatLength(72 * 60 * MINUTE, "fr")).toMatch(/^3\sjours$/);
	});

	test("shows a number in intervals only above one", () => {
		expect(formatInterval({ every: 1, unit: "M" }, "fr")).toBe("mois");
		expect(formatInterval({ every: 2, unit: "W" }, "fr")).toMatch(
			/^2\ssemaines$/,
		);
		expect(formatInterval({ every: 12, unit: "M" }, "en")).toBe("year");
	});
});
