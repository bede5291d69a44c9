/** The size of the packed client in bundles. The limits are those of `npm run bench -- size`. */
import { relative } from "node:path";
import { expect, test } from "vitest";
import { bundle, LIMITS } from "../../bench/bundle.ts";
import { installedPackage } from "./install.ts";

const installed = installedPackage();

test.each(Object.entries(LIMITS))("%s", async (_what, { program, limit }) => {
	const { gzipped } = await bundle(program, installed.folder);
	expect(gzipped).toBeLessThanOrEqual(limit);
	expect(gzipped).toBeGreaterThan(limit / 2);
});

test("unused parts are not bundled", async () => {
	const modulesOf = async (program: string) => {
		const { modules } = await bundle(program, installed.folder);
		return modules
			.map((path) => relative(installed.lomi, path))
			.filter((path) => path.startsWith("dist/"))
			.map((path) => path.replace("dist/", ""))
			.sort();
	};
	const validators = "response-validators.js";
	const client = await modulesOf(
		LIMITS["a client with every resource"].program,
	);
	expect(client).toContain("transport.js");
	expect(client).not.toContain(validators);
	expect(client).not.toContain("webhooks.js");
	for (const entry of ["lomi-openapi", "lomi-openapi/webhooks"])
		expect(
			await modulesOf(`export { verifyWebhook } from "${entry}"`),
		).toStrictEqual(["errors.js", "generated/client.js", "webhooks.js"]);
	for (const entry of [
		"lomi-openapi",
		"lomi-openapi/webhooks",
		"lomi-openapi/validate",
	])
		expect(await modulesOf(`import * as unused from "${entry}"`)).toStrictEqual(
			[],
		);
	expect(
		await modulesOf('export { Lomi } from "lomi-openapi/validate"'),
	).toContain(validators);
});
