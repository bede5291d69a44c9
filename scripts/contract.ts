/**
 * `npm run contract -- --url http://127.0.0.1:4010/v1 --key lomi_sk_test_…`: tests a server against the description, or a recording with
 * `--har`. packages/contract/README.md lists the options. Exits with 0 if it conforms, 1 if it doesn't, 2 if it couldn't be tested, and
 * 130 if interrupted.
 */

import { runCommand } from "@lomi/cli";
import { contractCommand } from "@lomi/contract";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(contractCommand, { root: ROOT, failure: 2 });
