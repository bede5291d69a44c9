/** `npm run mock`: serves the bundle with Prism, behind our own server. Options: `--port` (default 4010, 0 picks a free one) and `--host`. */

import { runCommand } from "@lomi/cli";
import { mockCommand } from "@lomi/mock";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(mockCommand, { root: ROOT });
