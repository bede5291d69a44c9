/**
 * `npm run workflows`: runs the workflows of openapi/workflows/ against a server, and says of each step whether it holds. Takes `--url` and
 * `--key`, `--workflow` to choose and `--input name=value`. Ends with 0 where all hold, 1 where one doesn't, 2 where it could not run.
 */

import { runCommand } from "@lomi/cli";
import { workflowsCommand } from "@lomi/contract/workflows";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(workflowsCommand, { root: ROOT, failure: 2 });
