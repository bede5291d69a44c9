/** A sandbox in one's own process: makes a product in each of two, has a session paid in a third, and prints what came of it. */
import { ConflictError as ClientConflictError } from "lomi-openapi";
import { createSandbox } from "lomi-sandbox";
import { ConflictError, Control } from "lomi-sandbox/control";
import described from "lomi-sandbox/control.json" with { type: "json" };
import document from "lomi-sandbox/openapi.json" with { type: "json" };
import { startSandbox } from "lomi-sandbox/testing";

const products = [];
for (const options of [{ seed: 1 }, { seed: 1, document }]) {
	const sandbox = await createSandbox(options);
	const url = await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	const answer = await fetch(`${url}/v1/products`, {
		method: "POST",
		headers: {
			"X-API-Key": sandbox.merchants[0].api_key,
			"Content-Type": "application/json",
		},
		body: JSON.stringify({ name: "Pagne wax", price: 5, currency_code: "XOF" }),
	});
	products.push(await answer.json());
	await sandbox.close();
}

const sandbox = await startSandbox();
const inbox = await sandbox.inbox(["PAYMENT_SUCCEEDED"]);
const { data: session } = await sandbox.lomi.checkoutSessions.create({
	amount: 10_000,
	currency_code: "XOF",
	allowed_providers: ["WAVE"],
	success_url: "https://boutique.example.ci/merci",
	cancel_url: "https://boutique.example.ci/panier",
});
const { checkoutSessions } = new Control({ url: sandbox.url });
await checkoutSessions.pay(session.checkout_session_id);
const { data: payment } = await inbox.next("PAYMENT_SUCCEEDED");
const again = await checkoutSessions
	.pay(session.checkout_session_id)
	.catch(
		(error) =>
			error instanceof ConflictError && error instanceof ClientConflictError,
	);
await sandbox.close();
const paid = {
	amount: payment.gross_amount,
	again,
	title: described.info.title,
};
console.log(JSON.stringify([...products, paid]));
