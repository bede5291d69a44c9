/**
 * `npm start`: builds everything, then serves docs and mock. `npm run dev` does so with `--watch`: a change in openapi/ is built at
 * once, the browser shows the new docs, and the mock answers by the new description. Takes `--port` (the mock's, 4010),
 * `--docs-port` (4000) and `--host` (127.0.0.1).
 */
import { createMock } from "../mock/server.ts";
import { createDocsServer } from "./docs-server.ts";
import { build, buildOrFail, describeFailure } from "./pipeline.ts";
import { describeMock, listen, readOptions, stopOnSignal } from "./serve.ts";
import { bold, dim, green, seconds } from "./terminal.ts";
import { watch } from "./watch.ts";

const live = process.argv.includes("--watch");
process.argv = process.argv.filter((argument) => argument !== "--watch");
const {
	port,
	"docs-port": docsPort,
	host,
} = readOptions({ port: 4010, "docs-port": 4000 });

const { document } = await buildOrFail();
const mock = await createMock(document, live ? undefined : console.log);
const docs = createDocsServer({ live });
const mockUrl = await listen(mock.server, port, host);
const docsUrl = await listen(docs.server, docsPort, host);
console.log(`\nDocs  ${bold(docsUrl)}\n${describeMock(document, mockUrl)}`);

const stopWatching = live
	? watch(async () => {
			const start = performance.now();
			try {
				const built = await build({ onDocs: docs.refresh });
				await mock.load(built.document);
				console.log(`${green("✓")} built ${dim(seconds(start))}`);
			} catch (error) {
				console.error(`\n${describeFailure(error)}\n`);
			}
		})
	: undefined;
if (live)
	console.log(
		`\nWatching openapi/. An error shows here; docs and mock stay as they were until it is mended.`,
	);
stopOnSignal([mock.server, docs.server], stopWatching);
