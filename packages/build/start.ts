/** `npm start` and `npm run dev`. */
import { isDeepStrictEqual } from "node:util";
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
import { createDocsServer, DOCS } from "@lomi/docs-site/server";
import { ALLOWED_HOSTS, type HostRules, warnOf } from "@lomi/http";
import type { Mock } from "@lomi/mock";
import { PORT as MOCK_PORT } from "@lomi/mock/port";
import type { Description } from "@lomi/spec";
import { readBundle } from "@lomi/spec/generated-files";
import {
	createSandbox,
	readControlDescription,
	type Sandbox,
} from "lomi-sandbox";
import { describeSandbox, PORT as SANDBOX_PORT } from "lomi-sandbox/cli";
import { type BuildThread, createBuildThread } from "./build-thread.ts";
import { DOCS_PORT } from "./ports.ts";
import { watch } from "./watch.ts";

/** Serves mock and sandbox from the last build at once, rebuilds, then serves the docs until the command is stopped. */
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
			"allowed-hosts": ALLOWED_HOSTS,
			watch: flag("Rebuild after each change, and reload the docs."),
		},
	});
	if (!line) return;
	const { root, console, signal } = context;
	const {
		host,
		watch: live,
		"allowed-hosts": allowedHosts,
		...ports
	} = line.options;
	const hosts = { listensOn: host, allowedHosts };
	const docs = createDocsServer(`${root}${DOCS}`, { live, ...hosts });
	const servers = [docs.server];
	const opened: Closeable[] = [];
	try {
		await serve(context, servers, async () => {
			const docsUrl = await listen(docs.server, ports["docs-port"], host);
			const builder = createBuildThread(root, {
				log: console.log,
				onReference: () => docs.refresh("reference"),
				onPages(failure) {
					if (failure === undefined) docs.refresh("pages");
					else console.error(`\n${failure}\n`);
				},
			});
			opened.push(builder);
			const building = builder.build(false);
			// Awaited below.
			building.catch(() => {});
			// The committed bundle can be served before the build finishes.
			const committed = await readBundle(root).catch(() => undefined);
			const first = committed ?? (await unlessEnded(signal, building));

			const sandbox = await openSandbox(context, first, live, {
				...hosts,
				docsUrl,
			});
			if (sandbox) opened.push(sandbox);
			signal.throwIfAborted();
			if (sandbox) {
				const { server } = sandbox.app;
				servers.push(server);
				const port = ports["sandbox-port"];
				const url = await listen(server, port, host, (place) =>
					sandbox.app.listen(place),
				);
				console.log(describeSandbox(first, url, sandbox.merchants));
			}
			// Loading Prism takes as long as everything before.
			const { createMock, describeMock } = await import("@lomi/mock");
			const mock = await createMock(first, {
				...logOf(context, "mock", live),
				...hosts,
			});
			servers.push(mock.server);
			signal.throwIfAborted();
			const mockUrl = await listen(mock.server, ports.port, host);
			console.log(describeMock(first, mockUrl));
			const warning = warnOf(host);
			if (warning) console.error(warning);

			const load = createLoad(context, mock, sandbox);
			const document = await unlessEnded(signal, building).catch((error) => {
				// Whoever edits openapi/ goes on with the last good build.
				if (!live || !committed || signal.aborted) throw error;
				console.error(`\n${describeFailure(error)}\n`);
				return committed;
			});
			if (committed && !isDeepStrictEqual(committed, document))
				await load(document);
			docs.refresh("pages");
			console.log(`\nDocs  ${bold(docsUrl)}`);
			if (!live) return;
			const watcher = watch(root, createRebuild(context, builder, load));
			opened.push(watcher);
			await watcher.ready;
			console.log(
				"\nWatching openapi/ and docs-site/. An error shows here; the last good build stays live until it is fixed.",
			);
		});
	} finally {
		await Promise.all(opened.map((each) => each.close()));
	}
}

/** A sandbox that isn't listening yet; undefined, with an error on the console, if an operation has no handler. */
function openSandbox(
	context: CommandContext,
	document: Description,
	live: boolean,
	options: HostRules & { docsUrl: string },
): Promise<Sandbox | undefined> {
	return createSandbox({
		document,
		...options,
		...logOf(context, "sandbox", live),
	}).catch((error: Error) => {
		// A new operation in openapi/ may not have a handler yet. Docs and mock don't need one.
		context.console.error(`\nThe sandbox can't start: ${error.message}`);
		return undefined;
	});
}

interface Closeable {
	close(): Promise<void>;
}

/** Logs requests, but not with `--watch`, where they would hide the messages of the build. */
function logOf({ console }: CommandContext, name: string, live: boolean) {
	return live
		? {}
		: {
				log: (line: string) => console.log(`${dim(name.padEnd(7))} ${line}`),
			};
}

/** Returns the function that loads a new description into mock and sandbox. */
function createLoad(
	{ console }: CommandContext,
	mock: Mock,
	sandbox: Sandbox | undefined,
): (document: Description) => Promise<void> {
	return async (document) => {
		await Promise.all([
			mock.load(document),
			sandbox?.load(document, readControlDescription()).catch((error) => {
				console.error(`\nThe sandbox keeps the last build: ${error.message}`);
			}),
		]);
	};
}

/** Returns the function that runs after each change. If openapi/ has an error, docs, mock and sandbox keep the last good build. */
function createRebuild(
	{ console }: CommandContext,
	builder: BuildThread,
	load: (document: Description) => Promise<void>,
): () => Promise<void> {
	return async () => {
		const start = performance.now();
		try {
			await load(await builder.build(true));
			console.log(`${green("✓")} built ${dim(seconds(start))}`);
		} catch (error) {
			console.error(`\n${describeFailure(error)}\n`);
		}
	};
}
