/**
 * `npm run build`: everything that is made from openapi/, in one pass and one process.
 * `npm run build -- --check` writes nothing and fails if generated/ isn't what a fresh build gives.
 */
import { enableCompileCache } from "node:module";

enableCompileCache();
process.env.REDOCLY_TELEMETRY = "off";

const [unknown] = process.argv
	.slice(2)
	.filter((option) => option !== "--check");
if (unknown) {
	console.error(`The build has no option ${unknown}. The only one is --check.`);
	process.exit(1);
}
const { buildOrFail } = await import("./pipeline.ts");
await buildOrFail(process.argv.includes("--check"));
