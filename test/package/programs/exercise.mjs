/** What the tests do with the packed client, wherever it runs. Plain JavaScript, so that Node 20 and a browser take it as it stands. */

/**
 * Calls the API, meets an error, receives a webhook, and is given a wrong answer.
 *
 * @param {Record<"main" | "validate" | "webhooks", object>} entries The package's entries, however they were loaded.
 * @param {{ options: object, delivery: { body: string, secret: string } }} settings Options for the clients, and a webhook to receive.
 * @returns {Promise<object>} What came of it, as far as JSON can tell.
 */
export async function exercise(
	{ main, validate, webhooks },
	{ options, delivery },
) {
	const lomi = new main.Lomi(options);
	const id = "5b0c1f8e-3c1f-4a57-9d55-6f0c8f1f2b11";

	const customers = await lomi.customers.list();
	const created = await lomi.customers
		.create({ name: "Awa Koné" })
		.withResponse();
	const missing = await lomi.customers
		.get(id, { headers: { Prefer: "code=404" } })
		.catch((error) => error);

	const signature = await main.signWebhook(delivery);
	const event = await webhooks.verifyWebhook({ ...delivery, signature });
	const forged = await webhooks
		.verifyWebhook({ ...delivery, signature: signature.replace(/./g, "0") })
		.catch((error) => error);

	const strict = { ...options, validate: "throw" };
	const checked = await new validate.Lomi(strict).customers.list();
	const wrong = await new validate.Lomi({
		...strict,
		fetch: async () => new Response('{ "data": { "customer_id": 5 } }'),
	}).customers
		.get(id)
		.catch((error) => error);

	return {
		customers,
		created: { status: created.response.status, body: created.body },
		missing: {
			typed: missing instanceof main.NotFoundError,
			name: missing.name,
			status: missing.status,
			message: missing.message,
			code: missing.code,
		},
		event,
		forged: forged instanceof main.WebhookVerificationError,
		checked,
		wrong: {
			typed:
				wrong instanceof validate.ResponseValidationError &&
				wrong instanceof main.LomiError,
			violations: wrong.violations,
		},
	};
}
