/** Providers: which exist, which are connected, and that only those take payments. */
import { afterEach, describe, expect, test } from "vitest";
import { successesOf } from "../../../../packages/sandbox/spec-examples.ts";
import { document } from "../../../bundle.ts";
import { some } from "../../../some.ts";
import { FIRST, SECOND, useSandbox } from "../../setup/sandbox.ts";
import { openSession } from "../../setup/shop.ts";

const sandbox = useSandbox();
const [{ data: documented }] = successesOf(document, "listProviders");
const set = (code: string, is_connected: boolean, owner = FIRST) =>
	sandbox.engine.setProvider(owner.merchant_id, code, is_connected);
afterEach(async () => {
	for (const { code, is_connected } of some(
		documented as { code: string; is_connected: boolean }[],
	))
		await set(code, is_connected);
});

const connectedOf = async (lomi = sandbox.lomi) =>
	(await lomi.providers.list()).data
		.filter(({ is_connected }) => is_connected)
		.map(({ code }) => code);

describe("listProviders", () => {
	test("has the providers of the example, in order, for each merchant", async () => {
		for (const lomi of [sandbox.lomi, sandbox.other])
			expect(await lomi.providers.list()).toStrictEqual({ data: documented });
	});

	test("keeps listing a disconnected provider in its place", async () => {
		await set("ORANGE", false);
		const { data } = await sandbox.lomi.providers.list();
		expect(data).toStrictEqual(
			(documented as { code: string }[]).map((each) =>
				each.code === "ORANGE" ? { ...each, is_connected: false } : each,
			),
		);
	});

	test("shows a newly connected provider", async () => {
		expect(await connectedOf()).not.toContain("NOWPAYMENTS");
		await set("NOWPAYMENTS", true);
		expect(await connectedOf()).toContain("NOWPAYMENTS");
	});

	test("is separate per merchant", async () => {
		const before = await connectedOf(sandbox.other);
		await set("WAVE", false);
		expect(await connectedOf()).not.toContain("WAVE");
		expect(await connectedOf(sandbox.other)).toStrictEqual(before);
		await set("MTN", false, SECOND);
		expect(await connectedOf(sandbox.other)).not.toContain("MTN");
		expect(await connectedOf()).toContain("MTN");
		await set("MTN", true, SECOND);
	});
});

describe("a provider that is not connected", () => {
	test("is refused by name in a new session", async () => {
		await set("MTN", false);
		await expect(
			openSession(sandbox, { allowed_providers: ["WAVE", "MTN"] }),
		).rejects.toMatchObject({
			status: 400,
			code: "UNSUPPORTED_PROVIDER",
			details:
				"`allowed_providers` has MTN, which is not connected. Connect it in the dashboard, or leave it out.",
		});
	});

	test("takes no payments in existing sessions", async () => {
		const { checkout_session_id: id } = await openSession(sandbox);
		await set("ORANGE", false);
		const row = await sandbox.engine.findSession(id);
		if (!row) throw new Error("The session is gone.");
		const left = await sandbox.engine.providersFor(row);
		expect(left.map(({ code }) => code)).toStrictEqual(["WAVE", "MTN"]);
		await expect(
			sandbox.engine.pay(id, { provider: "ORANGE" }),
		).rejects.toMatchObject({ name: "ActionError" });
		const { transaction } = await sandbox.engine.pay(id);
		expect(transaction?.provider_code).toBe("WAVE");
	});
});
