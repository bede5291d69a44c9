/** `npm run mock`. */

import {
	bold,
	type CommandContext,
	HOST,
	listen,
	port,
	readCommandLine,
	serve,
} from "@lomi/cli";
import { ALLOWED_HOSTS } from "@lomi/http";
import {
	curlCommand,
	type Description,
	keyHeader,
	quoteForShell,
	readOperations,
	testServer,
} from "@lomi/spec";
import { readBundle } from "@lomi/spec/generated-files";
import { PORT } from "./port.ts";
import { createMock } from "./server.ts";

/** Serves the mock of the last build until it is stopped. */
export async function mockCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "npm run mock --",
		about:
			"Serves the mock of the last build: it validates requests, and answers with the examples of the description.",
		options: {
			port: port(PORT),
			host: HOST,
			"allowed-hosts": ALLOWED_HOSTS,
		},
	});
	if (!line) return;
	const { root, console } = context;
	const document = await readBundle(root);
	const { port: at, host, "allowed-hosts": allowedHosts } = line.options;
	const { server } = await createMock(document, {
		log: console.log,
		listensOn: host,
		allowedHosts,
	});
	await serve(context, [server], async () => {
		const url = await listen(server, at, host);
		console.log(describeMock(document, url));
	});
}

/** The mock's address, and a curl command for it. */
export function describeMock(document: Description, url: string): string {
	const server = testServer(document);
	const first = readOperations(document).find(
		({ method, path }) => method === "get" && !path.includes("{"),
	);
	const base = `${url}${new URL(server.url).pathname}`;
	return [
		`Mock  ${bold(base)}`,
		`      It answers with the examples of the description and remembers nothing.`,
		`      ${curlCommand({ method: "GET", url: `${base}${first?.path}`, headers: [quoteForShell(`${keyHeader(document)}: ${server["x-key-prefix"]}anything`)] })}`,
	].join("\n");
}
