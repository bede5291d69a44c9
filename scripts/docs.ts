/** `npm run docs`: builds everything and serves the docs. Options: `--port` (default 4000, 0 picks a free one) and `--host` (default 127.0.0.1). */

import { docsCommand } from "@lomi/build";
import { runCommand } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(docsCommand, { root: ROOT });
