/**
 * `npm run build`: everything that is made from openapi/, in one pass and one process.
 * `npm run build -- --check` writes nothing and fails if generated/ isn't what a fresh build gives.
 */
import { enableCompileCache } from "node:module";

enableCompileCache();
process.env.REDOCLY_TELEMETRY = "off";

const [{ runCommand }, { buildCommand }] = await Promise.all([
	import("../packages/cli/command.ts"),
	import("../packages/build/pipeline.ts"),
]);
await runCommand(buildCommand);
