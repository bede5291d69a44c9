/** The output of a sandbox that is ready. */

import { bold, dim } from "@lomi/cli";
import {
	curlCommand,
	type Description,
	keyHeader,
	type Operation,
	quoteForShell,
	readOperations,
	testServer,
} from "@lomi/spec";
import { nameOfData } from "../db/open.ts";
import type { SeededMerchant } from "../seed/merchants.ts";

/**
 * The address of the inspector and of the API, the first merchant and key, and three curl commands.
 *
 * @param url Its origin.
 * @param merchants Seeded merchants and keys. The first one is printed.
 * @param options.data Where its data are kept: a file, or the address of a database.
 */
export function describeSandbox(
	document: Description,
	url: string,
	[merchant]: readonly SeededMerchant[],
	{
		data,
		hasInspector = true,
	}: { data?: string | undefined; hasInspector?: boolean } = {},
): string {
	const base = `${url}${new URL(testServer(document).url).pathname}`;
	if (!merchant) throw new Error("There is no merchant.");
	const { api_key, merchant_id, name } = merchant;
	const kept = data
		? `It remembers what you do, in ${nameOfData(data)}.`
		: "It remembers what you do until it stops.";
	const operations = readOperations(document);
	const curl = (id: string, values: Record<string, string>) =>
		curlOf(
			operations.find((operation) => operation.id === id) as Operation,
			base,
			quoteForShell(`${keyHeader(document)}: ${api_key}`),
			values,
		);
	return [
		...(hasInspector ? [`Inspect  ${bold(`${url}/`)}`] : []),
		`Sandbox  ${bold(base)}`,
		...[
			kept,
			`Key       ${bold(api_key)}`,
			`Merchant  ${bold(merchant_id)} ${dim(name)}`,
			curl("createCustomer", {}),
			curl("listTransactions", {}),
			curl("getMerchantBalance", { id: merchant_id }),
		].map((line) => `         ${line}`),
	].join("\n");
}

/** A curl command with the shortest documented body and only the required parameters. */
function curlOf(
	{ method, path, parameters, body }: Operation,
	base: string,
	header: string,
	values: Record<string, string>,
): string {
	const query = parameters
		.filter((each) => each.in === "query" && each.required)
		.map(({ name, example }) => `${name}=${example}`);
	const target = path.replaceAll(/{(\w+)}/g, (_, name) => values[name] ?? "");
	const address = [base + target, ...query].join("?");
	const [shortest] = (body?.examples ?? [])
		.map(({ value }) => JSON.stringify(value))
		.toSorted((a, b) => a.length - b.length);
	return curlCommand({
		method: method.toUpperCase(),
		// A shell would take `?` for a wildcard.
		url: query.length > 0 ? quoteForShell(address) : address,
		headers: [
			header,
			...(shortest ? [quoteForShell("Content-Type: application/json")] : []),
		],
		body: shortest && quoteForShell(shortest),
	});
}
