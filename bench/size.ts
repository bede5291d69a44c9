/** Bundle size of the client, next to other clients bundled the same way from node_modules. */

import { bold, dim } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";
import { bundle, LIMITS } from "./bundle.ts";
import { installPackages } from "./installed.ts";

const PROGRAMS = {
	...LIMITS,
	"a validating client": {
		program: `import { Lomi } from "lomi-openapi/validate"; globalThis.client = new Lomi();`,
	},
	// The default client of each, created as in its README.
	"openapi-fetch": {
		program: `import createClient from "openapi-fetch"; globalThis.client = createClient();`,
	},
	stripe: {
		program: `import Stripe from "stripe"; globalThis.client = new Stripe("sk_test_1");`,
	},
	openai: {
		program: `import OpenAI from "openai"; globalThis.client = new OpenAI();`,
	},
};

/** Formats columns of sizes. */
const columns = (...cells: (string | number)[]) =>
	cells.map((cell) => cell.toLocaleString("en").padStart(14)).join("");

export async function run(): Promise<boolean> {
	const installed = await installPackages();
	const sizes: Record<string, number> = {};
	const over: string[] = [];
	console.log(
		dim("bytes".padEnd(32) + columns("minified", "gzipped", "at most")),
	);
	for (const [name, { program, ...rest }] of Object.entries(PROGRAMS)) {
		const { minified, gzipped } = await bundle(
			program,
			program.includes("lomi-openapi") ? installed : ROOT,
		);
		const limit = "limit" in rest ? rest.limit : undefined;
		console.log(name.padEnd(32) + columns(minified, gzipped, limit ?? ""));
		sizes[name] = gzipped;
		if (limit !== undefined && gzipped > limit) over.push(name);
	}
	const own = sizes["a client with every resource"] ?? 0;
	const ratios = ["stripe", "openai"].map(
		(peer) => `${(own / (sizes[peer] ?? 0)).toFixed(2)} × ${peer}`,
	);
	console.log(
		bold(`\nratio ${ratios.join(", ")}`) +
			dim(
				` (a client with every resource; ${over.length > 0 ? `too large: ${over.join(", ")}` : "all within their limits"})`,
			),
	);
	return over.length === 0;
}
