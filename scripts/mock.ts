/** `npm run mock`: Prism on the bundle, behind our own server. Takes `--port` (4010, 0 is any) and `--host` (127.0.0.1). */

import { runCommand } from "../packages/cli/command.ts";
import { mockCommand } from "../packages/mock/command.ts";

await runCommand(mockCommand);
