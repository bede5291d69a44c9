/** A sandbox in one's own process: makes a product in each of two, and prints what came of it. */
import { createSandbox } from "lomi-sandbox";
import document from "lomi-sandbox/openapi.json" with { type: "json" };

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
console.log(JSON.stringify(products));
