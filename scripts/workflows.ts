/**
 * `npm run workflows`: runs the workflows of openapi/workflows/ against a server, and reports whether each step passes. Options: `--url`,
 * `--key`, `--workflow` to select workflows, and `--input name=value`. Exits with 0 if all pass, 1 if one fails, 2 if they couldn't run.
 */

import { runCommand } from "@lomi/cli";
import { workflowsCommand } from "@lomi/contract/workflows";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(workflowsCommand, { root: ROOT, failure: 2 });
