/** `engine.send`: an event as if it had happened. */
import { expect, test } from "vitest";
import { ActionError } from "../../../packages/sandbox/engine/engine.ts";
import { FIRST, useSandbox } from "../setup/sandbox.ts";

const sandbox = useSandbox();
const { merchant_id } = FIRST;

test("writes an event", async () => {
	const data = { message: "Bonjour" };
	const event = await sandbox.engine.send(merchant_id, "test.webhook", data);
	expect(JSON.parse(event.payload)).toMatchObject({
		event: "test.webhook",
		data,
	});
});

test.each([
	["PAYMENT_SUCEEDED", " Did you mean PAYMENT_SUCCEEDED?"],
	["payment_created", " Did you mean PAYMENT_CREATED?"],
	["NO_SUCH_EVENT", ""],
])("refuses %s, and names a similar event", async (name, suggestion) => {
	// @ts-expect-error Only names of the description compile.
	const sent = sandbox.engine.send(merchant_id, name, {});
	await expect(sent).rejects.toThrow(ActionError);
	await expect(sent).rejects.toThrow(
		`There is no event ${name}.${suggestion} The events are CHECKOUT_COMPLETED, `,
	);
	await expect(sent).rejects.toMatchObject({ reason: "invalid" });
});

test("refuses an unknown merchant", async () => {
	const sent = sandbox.engine.send("nobody", "test.webhook", {});
	await expect(sent).rejects.toThrow(ActionError);
});
