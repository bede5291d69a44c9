#!/usr/bin/env node
/** `npx lomi-sandbox` and `npm run sandbox`. It asks for nothing that an old Node doesn't have before it has looked how old Node is. */
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
switch (process.argv[2]) {
	case "listen":
		await import("./commands/listen.ts");
		break;
	case "trigger":
		await import("./commands/trigger.ts");
		break;
	case "events":
		await import("./commands/events.ts");
		break;
	default:
		await import("./commands/serve.ts");
}
// Node would do it at the end only, which a CI job cuts short.
module.flushCompileCache();
