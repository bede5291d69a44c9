#!/usr/bin/env node
/** `npx lomi-sandbox`. It uses only what an old Node has until it has checked the version. */
import module from "node:module";

/** As `engines` in package.json. */
const NEEDED = 24;
const { node } = process.versions;
if (Number.parseInt(node, 10) < NEEDED) {
	console.error(
		`The sandbox needs Node ${NEEDED} or newer, for the database that comes with it, and this is Node ${node}. Get one from https://nodejs.org.`,
	);
	process.exit(1);
}
module.enableCompileCache();
const [{ runCommand }, { sandboxCommand }] = await Promise.all([
	import("@lomi/cli"),
	import("./index.ts"),
]);
await runCommand(sandboxCommand);
