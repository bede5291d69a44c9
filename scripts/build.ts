/**
 * `npm run build`: builds everything from openapi/ in one process.
 * `npm run build -- --check` writes nothing and fails if generated/ is out of date.
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
