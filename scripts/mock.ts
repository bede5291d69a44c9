/** `npm run mock`: Prism on the bundle, behind our own server. Takes `--port` (4010, 0 is any) and `--host` (127.0.0.1). */
import { createMock } from "../mock/server.ts";
import { readBundle } from "./root.ts";
import { describeMock, listen, readOptions, stopOnSignal } from "./serve.ts";
import { fail } from "./terminal.ts";

const { port, host } = readOptions({ port: 4010 });
const document = await readBundle().catch(fail);
const mock = await createMock(document, { log: console.log });
const url = await listen(mock.server, port, host);
stopOnSignal([mock.server]);
console.log(describeMock(document, url));
