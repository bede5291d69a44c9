/**
 * `npm run build`: everything that is made from openapi/, in one pass and one process.
 * `npm run build -- --check` writes nothing and fails if generated/ isn't what a fresh build gives.
 */
import { enableCompileCache } from "node:module";

enableCompileCache();
process.env.REDOCLY_TELEMETRY = "off";

const [{ runCommand }, { ROOT }, { buildCommand }] = await Promise.all([
	import("@lomi/cli"),
	import("@lomi/spec/generated-files"),
	import("@lomi/build"),
]);
await runCommand(buildCommand, { root: ROOT });
