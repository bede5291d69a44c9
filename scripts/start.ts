/**
 * `npm start`: builds everything, then serves docs and mock. `npm run dev` does so with `--watch`: a change in openapi/ is built at
 * once, the browser shows the new docs, and the mock answers by the new description. Takes `--port` (the mock's, 4010),
 * `--docs-port` (4000) and `--host` (127.0.0.1).
 */
import { createMock } from "../mock/server.ts";
import { createDocsServer } from "./docs-server.ts";
import { build, buildOrFail } from "./pipeline.ts";
import { describeMock, listen, readOptions, stopOnSignal } from "./serve.ts";
import { bold, describeFailure, dim, green, seconds } from "./terminal.ts";
import { watch } from "./watch.ts";

let making = false;
const waiting: (() => Promise<void>)[] = [];
const options = readOptions({ port: 4010, "docs-port": 4000 }, ["watch"]);
const document = await buildOrFail();
const mock = await createMock(
	document,
	options.watch ? {} : { log: console.log },
);
const docs = createDocsServer({ live: options.watch });
const mockUrl = await listen(mock.server, options.port, options.host);
const docsUrl = await listen(docs.server, options["docs-port"], options.host);
console.log(`\nDocs  ${bold(docsUrl)}\n${describeMock(document, mockUrl)}`);

if (options.watch) {
	const stopWatching = watch(rebuild);
	stopOnSignal([mock.server, docs.server], stopWatching);
	console.log(
		"\nWatching openapi/ and docs-site/. An error shows here; docs and mock stay as they were until it is mended.",
	);
} else {
	stopOnSignal([mock.server, docs.server]);
}

async function rebuild(): Promise<void> {
	const start = performance.now();
	try {
		const document = await build({
			onReference: () => docs.refresh("reference"),
			later: makeDocs,
		});
		await mock.load(document);
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
