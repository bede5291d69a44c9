/** `npm run docs`: builds everything and serves the docs. Takes `--port` (4000, 0 is any) and `--host` (127.0.0.1). */
import { createDocsServer } from "./docs-server.ts";
import { buildOrFail } from "./pipeline.ts";
import { listen, readOptions, stopOnSignal } from "./serve.ts";
import { bold } from "./terminal.ts";

const { port, host } = readOptions({ port: 4000 });
await buildOrFail();
const { server } = createDocsServer();
const url = await listen(server, port, host);
stopOnSignal([server]);
console.log(`\nDocs  ${bold(url)}`);
