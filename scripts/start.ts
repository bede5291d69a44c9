/**
 * `npm start`: serves mock, sandbox and docs, and builds everything. `npm run dev` adds `--watch`: a change in openapi/ rebuilds, reloads the
 * docs in the browser, and loads the new description into mock and sandbox.
 */
import { enableCompileCache } from "node:module";

enableCompileCache();

const [{ runCommand }, { ROOT }, { startCommand }] = await Promise.all([
	import("@lomi/cli"),
	import("@lomi/spec/generated-files"),
	import("@lomi/build/start"),
]);
await runCommand(startCommand, { root: ROOT });
