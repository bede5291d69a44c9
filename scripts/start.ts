/**
 * `npm start`: builds everything and serves docs, mock and sandbox. `npm run dev` adds `--watch`: a change in openapi/ rebuilds, reloads the
 * docs in the browser, and loads the new description into mock and sandbox. Options: `--port` (of the mock, default 4010), `--docs-port`
 * (4000), `--sandbox-port` (4020) and `--host` (127.0.0.1).
 */

import { startCommand } from "@lomi/build/start";
import { runCommand } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(startCommand, { root: ROOT });
