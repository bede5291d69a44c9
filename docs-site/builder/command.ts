/** `npm run docs`. */

import { build } from "../../packages/build/pipeline.ts";
import {
	type CommandContext,
	unlessEnded,
} from "../../packages/cli/command.ts";
import { listen, readOptions, serve } from "../../packages/cli/serve.ts";
import { bold } from "../../packages/cli/terminal.ts";
import { createDocsServer, DOCS } from "./server.ts";

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
