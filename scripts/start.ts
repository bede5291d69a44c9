/**
 * `npm start`: builds everything, then serves docs, mock and sandbox. `npm run dev` does so with `--watch`: a change in openapi/ is
 * built at once, the browser shows the new docs, and mock and sandbox answer by the new description. Takes `--port` (the mock's, 4010),
 * `--docs-port` (4000), `--sandbox-port` (4020) and `--host` (127.0.0.1).
 */

import { startCommand } from "@lomi/build/start";
import { runCommand } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(startCommand, { root: ROOT });
