/**
 * `npm run contract -- --url http://127.0.0.1:4010/v1 --key lomi_sk_test_…`: holds a server against the description; with `--har`, a
 * recording. packages/contract/README.md has the options. Ends with 0 where it holds, 1 where it differs, 2 where that could not be told, and with
 * 130 where somebody ended it.
 */

import { runCommand } from "@lomi/cli";
import { contractCommand } from "@lomi/contract";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(contractCommand, { root: ROOT, failure: 2 });
