/** `npm start` and `npm run dev`. */

import {
	bold,
	type CommandContext,
	describeFailure,
	dim,
	flag,
	green,
	HOST,
	listen,
	port,
	readCommandLine,
	seconds,
	serve,
	unlessEnded,
} from "@lomi/cli";
import { createDocsServer, DOCS, type DocsServer } from "@lomi/docs-site";
import { createMock, describeMock, PORT as MOCK_PORT } from "@lomi/mock";
import type { Description } from "@lomi/spec";
import {
	createSandbox,
	readControlDescription,
	type Sandbox,
} from "lomi-sandbox";
import {
	describeSandbox,
	namesOf,
	PORT as SANDBOX_PORT,
	warnOf,
} from "lomi-sandbox/cli";
import { DOCS_PORT } from "./docs.ts";
import { build } from "./pipeline.ts";
import { watch } from "./watch.ts";

/** Builds everything, and serves docs, mock and sandbox until it is to end. */
export async function startCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "npm start --",
		about:
			"Builds everything, and serves docs, mock and sandbox. npm run dev does so with --watch.",
		options: {
			port: port(MOCK_PORT, "Port of the mock"),
			"docs-port": port(DOCS_PORT, "Port of the docs"),
			"sandbox-port": port(SANDBOX_PORT, "Port of the sandbox"),
			host: HOST,
			watch: flag("Build after each change, and show it at once."),
		},
	});
	if (!line) return;
	const { root, console, signal } = context;
	const { host, ...options } = line.options;
	const document = await unlessEnded(
		signal,
		build({ root, signal, log: console.log }),
	);
	const logOf = (name: string) =>
		options.watch
			? {}
			: {
					log: (line: string) => console.log(`${dim(name.padEnd(7))} ${line}`),
				};
	const mock = await createMock(document, logOf("mock"));
	const docs = createDocsServer(`${root}${DOCS}`, { live: options.watch });
	const sandbox = await createSandbox({
		document,
		hosts: namesOf(host),
		...logOf("sandbox"),
	}).catch((error: Error) => {
		// An operation that is new in openapi/ has no handler yet, and docs and mock need none.
		console.error(`\nThere is no sandbox: ${error.message}`);
		return undefined;
	});
	const watcher = options.watch
		? watch(root, createRebuild(context, docs, mock, sandbox))
		: undefined;

	const servers = [mock.server, docs.server];
	if (sandbox) servers.push(sandbox.app.server);
	const begin = async () => {
		const mockUrl = await listen(mock.server, options.port, host);
		const docsUrl = await listen(docs.server, options["docs-port"], host);
		console.log(`\nDocs  ${bold(docsUrl)}\n${describeMock(document, mockUrl)}`);
		if (sandbox) {
			const { app, merchants } = sandbox;
			const port = options["sandbox-port"];
			const url = await listen(app.server, port, host, (place) =>
				app.listen(place),
			);
			console.log(describeSandbox(document, url, merchants));
		}
		const warning = warnOf(host);
		if (warning) console.error(warning);
		await watcher?.ready;
		if (watcher)
			console.log(
				"\nWatching openapi/ and docs-site/. An error shows here; the last good build stays live until it is fixed.",
			);
	};
	await serve(signal, servers, begin, () =>
		Promise.all([watcher?.close(), sandbox?.close()]),
	);
}

/** Makes what is done after each change: docs, mock and sandbox go on with the new description, or, where it has a mistake, as they were. */
function createRebuild(
	{ root, console }: CommandContext,
	docs: DocsServer,
	mock: Awaited<ReturnType<typeof createMock>>,
	sandbox: Sandbox | undefined,
): () => Promise<void> {
	const makeDocs = createQueue(async (make: () => Promise<void>) => {
		try {
			await make();
			docs.refresh("pages");
		} catch (error) {
			console.error(`\n${describeFailure(error)}\n`);
		}
	});
	const loadSandbox = (next: Description) =>
		sandbox?.load(next, readControlDescription()).catch((error: Error) => {
			console.error(`\nThe sandbox stays as it was: ${error.message}`);
		});
	return async () => {
		const start = performance.now();
		try {
			const next = await build({
				root,
				onReference: () => docs.refresh("reference"),
				later: makeDocs,
			});
			await Promise.all([mock.load(next), loadSandbox(next)]);
			console.log(`${green("✓")} built ${dim(seconds(start))}`);
		} catch (error) {
			console.error(`\n${describeFailure(error)}\n`);
		}
	};
}

/** Does one piece of work at a time; of those that wait, only the newest. */
function createQueue<Work>(
	run: (work: Work) => Promise<void>,
): (work: Work) => Promise<void> {
	let running = false;
	let newest: { work: Work } | undefined;
	return async (work) => {
		newest = { work };
		if (running) return;
		running = true;
		while (newest) {
			const next: Work = newest.work;
			newest = undefined;
			await run(next);
		}
		running = false;
	};
}
