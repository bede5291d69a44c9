/** Payments in the control plane hold what the checkout page does: nobody pays there as somebody who couldn't pay here. */
import { expect, test } from "vitest";
import type { SessionRow } from "../../../packages/sandbox/db/tables.ts";
import { useControlled } from "../setup/control.ts";
import { openSession } from "../setup/shop.ts";

const sandbox = useControlled();

const PHONE =
	"`phone` must be a phone number: `+` and all of its digits, or as it is dialled in CI.";

const customers = async () =>
	(await sandbox.database.selectFrom("customers").selectAll().execute()).length;
const payPath = async (fields: Partial<SessionRow> = {}) => {
	const { checkout_session_id } = await openSession(sandbox, fields as object);
	return `/checkout-sessions/${checkout_session_id}/pay`;
};
const payLink = async () => {
	const { data } = await sandbox.lomi.paymentLinks.list();
	const link = data.find(({ is_active }) => is_active);
	return `/payment-links/${link?.link_id}/pay`;
};

test.each([
	[{ phone: "my phone" }, PHONE],
	[{ phone: "12" }, PHONE],
	[{ phone: "+225 07 01 02" }, PHONE],
	[{ phone: "0701020304 or so" }, PHONE],
	[{ phone: "   " }, PHONE],
	[{ email: "awa.koné@example.ci" }, "`email` must be an e-mail address"],
	[{ name: "   " }, "`name` must be more than spaces."],
	[{ quantity: 0 }, "`quantity` must be at least 1"],
])("%j is refused, and makes no customer", async (body, details) => {
	const before = await customers();
	for (const path of [await payPath(), await payLink()])
		expect(await sandbox.ask("POST", path, body)).toMatchObject({
			status: 400,
			body: { error: { details } },
		});
	expect(await customers()).toBe(before);
});

test.each([
	"+225 07 01 02 77 04",
	"00225 0701027704",
	"07-01-02-77-04",
	"٠٧٠١٠٢٧٧٠٤",
	"\u200e07 01 02 77 04",
])("the number %s is kept as the page keeps it", async (phone) => {
	const { body } = await sandbox.ask("POST", await payPath(), { phone });
	const { data } = body as {
		data: { transaction: { customer_id: string } };
	};
	const { data: customer } = await sandbox.lomi.customers.get(
		data.transaction.customer_id,
	);
	expect(customer.phone_number).toBe("+2250701027704");
});

test("what a session says wrongly about its customer is named, and can be said right", async () => {
	const path = await payPath({ customer_phone: "ask Awa" });
	expect(await sandbox.ask("POST", path, {})).toMatchObject({
		status: 400,
		body: {
			error: {
				details: `The checkout session's \`customer_phone\` can't be paid with. Send another one: ${PHONE}`,
			},
		},
	});
	expect(
		await sandbox.ask("POST", path, { phone: "+2250701020304" }),
	).toHaveProperty("status", 200);
});
