/**
 * `npm start`: builds everything, then serves docs, mock and sandbox. `npm run dev` does so with `--watch`: a change in openapi/ is
 * built at once, the browser shows the new docs, and mock and sandbox answer by the new description. Takes `--port` (the mock's, 4010),
 * `--docs-port` (4000), `--sandbox-port` (4020) and `--host` (127.0.0.1).
 */
import type { Description } from "../description/operations.ts";
import { createMock } from "../mock/server.ts";
import { namesOf, warnOf } from "../sandbox/commands/hosts.ts";
import { PORT as SANDBOX_PORT } from "../sandbox/commands/options.ts";
import { describeSandbox } from "../sandbox/commands/welcome.ts";
import { createSandbox, readControlDescription } from "../sandbox/index.ts";
import { createDocsServer } from "./docs-server.ts";
import { build, buildOrFail } from "./pipeline.ts";
import { describeMock, listen, readOptions, stopOnSignal } from "./serve.ts";
import { bold, describeFailure, dim, green, seconds } from "./terminal.ts";
import { watch } from "./watch.ts";

let making = false;
const waiting: (() => Promise<void>)[] = [];
const { host, ...options } = readOptions(
	{ port: 4010, "docs-port": 4000, "sandbox-port": SANDBOX_PORT },
	{ flags: ["watch"] },
);
const document = await buildOrFail();
const logOf = (name: string) =>
	options.watch
		? {}
		: { log: (line: string) => console.log(`${dim(name.padEnd(7))} ${line}`) };
const mock = await createMock(document, logOf("mock"));
const docs = createDocsServer({ live: options.watch });
const sandbox = await createSandbox({
	document,
	hosts: namesOf(host),
	...logOf("sandbox"),
}).catch((error) => tellOfSandbox("There is no sandbox", error));

const servers = [mock.server, docs.server];
const mockUrl = await listen(mock.server, options.port, host);
const docsUrl = await listen(docs.server, options["docs-port"], host);
console.log(`\nDocs  ${bold(docsUrl)}\n${describeMock(document, mockUrl)}`);
if (sandbox) {
	const { app } = sandbox;
	servers.push(app.server);
	const port = options["sandbox-port"];
	const url = await listen(app.server, port, host, (place) =>
		app.listen(place),
	);
	console.log(describeSandbox(document, url, sandbox.merchants));
}
const warning = warnOf(host);
if (warning) console.warn(warning);

const stopWatching = options.watch ? watch(rebuild) : undefined;
stopOnSignal(servers, () => Promise.all([stopWatching?.(), sandbox?.close()]));
if (options.watch)
	console.log(
		"\nWatching openapi/ and docs-site/. An error shows here; all stays as it was until it is mended.",
	);

async function rebuild(): Promise<void> {
	const start = performance.now();
	try {
		const next = await build({
			onReference: () => docs.refresh("reference"),
			later: makeDocs,
		});
		await Promise.all([mock.load(next), loadSandbox(next)]);
		console.log(`${green("✓")} built ${dim(seconds(start))}`);
	} catch (error) {
		console.error(`\n${describeFailure(error)}\n`);
	}
}

/** Makes the docs beside the builds, one at a time; of those that wait, only the last one. */
async function makeDocs(make: () => Promise<void>): Promise<void> {
	waiting.push(make);
	if (making) return;
	making = true;
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		waiting.length = 0;
		try {
			await next();
			docs.refresh("pages");
		} catch (error) {
			console.error(`\n${describeFailure(error)}\n`);
		}
	}
	making = false;
}

async function loadSandbox(next: Description): Promise<void> {
	await sandbox
		?.load(next, readControlDescription())
		.catch((error) => tellOfSandbox("The sandbox stays as it was", error));
}

/** An operation that is new in openapi/ has no handler yet, and docs and mock need none. */
function tellOfSandbox(what: string, { message }: Error): undefined {
	console.error(`\n${what}: ${message}`);
}
