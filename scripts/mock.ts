/** `npm run mock`: Prism on the bundle, behind our own server. Takes `--port` (4010, 0 is any) and `--host` (127.0.0.1). */

import { runCommand } from "@lomi/cli";
import { mockCommand } from "@lomi/mock";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(mockCommand, { root: ROOT });
