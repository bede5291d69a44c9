/** `npm run docs`: builds everything and serves the docs. Takes `--port` (4000, 0 is any) and `--host` (127.0.0.1). */

import { docsCommand } from "../docs-site/builder/command.ts";
import { runCommand } from "../packages/cli/command.ts";

await runCommand(docsCommand);
