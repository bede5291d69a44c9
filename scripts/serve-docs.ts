/** `npm run docs`: builds everything and serves the docs. Takes `--port` (4000, 0 is any) and `--host` (127.0.0.1). */
import { runCommand } from "./command.ts";
import { docsCommand } from "./docs-command.ts";

await runCommand(docsCommand);
