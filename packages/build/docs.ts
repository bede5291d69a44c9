/** `npm run docs`. */

import {
	bold,
	type CommandContext,
	listen,
	readOptions,
	serve,
	unlessEnded,
} from "@lomi/cli";
import { createDocsServer, DOCS } from "@lomi/docs-site";
import { build } from "./pipeline.ts";

/** Builds everything, and serves the docs until it is to end. */
export async function docsCommand({
	args,
	root,
	console,
	signal,
}: CommandContext): Promise<void> {
	const { port, host } = readOptions(args, { port: 4000 });
	await unlessEnded(signal, build({ root, signal, log: console.log }));
	const { server } = createDocsServer(`${root}${DOCS}`);
	await serve(signal, [server], async () => {
		const url = await listen(server, port, host);
		console.log(`\nDocs  ${bold(url)}`);
	});
}
