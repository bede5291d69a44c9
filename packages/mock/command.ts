/** `npm run mock`. */

import {
	bold,
	type CommandContext,
	listen,
	readOptions,
	serve,
} from "@lomi/cli";
import {
	type Description,
	keyHeader,
	readOperations,
	testServer,
} from "@lomi/spec";
import { readBundle } from "@lomi/spec/generated-files";
import { createMock } from "./server.ts";

/** Serves the mock of the last build until it is to end. */
export async function mockCommand({
	args,
	root,
	console,
	signal,
}: CommandContext): Promise<void> {
	const { port, host } = readOptions(args, { port: 4010 });
	const document = await readBundle(root);
	const { server } = await createMock(document, { log: console.log });
	await serve(signal, [server], async () => {
		const url = await listen(server, port, host);
		console.log(describeMock(document, url));
	});
}

/** Where the mock is, and a line that works as pasted. */
export function describeMock(document: Description, url: string): string {
	const server = testServer(document);
	const first = readOperations(document).find(
		({ method, path }) => method === "get" && !path.includes("{"),
	);
	const base = `${url}${new URL(server.url).pathname}`;
	return [
		`Mock  ${bold(base)}`,
		`      It answers with the examples of the description and remembers nothing.`,
		`      curl ${base}${first?.path} -H '${keyHeader(document)}: ${server["x-key-prefix"]}anything'`,
	].join("\n");
}
