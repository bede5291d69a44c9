/** `npm run docs`. */

import {
	bold,
	type CommandContext,
	HOST,
	listen,
	port,
	readCommandLine,
	serve,
	unlessEnded,
} from "@lomi/cli";
import { createDocsServer, DOCS } from "@lomi/docs-site";
import { ALLOWED_HOSTS } from "@lomi/http";
import { build } from "./pipeline.ts";
import { DOCS_PORT } from "./ports.ts";

/** Builds everything, then serves the docs until the command is stopped. */
export async function docsCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "npm run docs --",
		about: "Builds everything and serves the docs.",
		options: {
			port: port(DOCS_PORT),
			host: HOST,
			"allowed-hosts": ALLOWED_HOSTS,
		},
	});
	if (!line) return;
	const { root, console, signal } = context;
	await unlessEnded(signal, build({ root, signal, log: console.log }));
	const { port: at, host, "allowed-hosts": allowedHosts } = line.options;
	const { server } = createDocsServer(`${root}${DOCS}`, {
		listensOn: host,
		allowedHosts,
	});
	await serve(context, [server], async () => {
		const url = await listen(server, at, host);
		console.log(`\nDocs  ${bold(url)}`);
	});
}
