/**
 * `npm run diff`: prints the changes of the description since the last release, their effect on users of the client, and the required
 * version. `npm run diff -- BASE` compares with a file or a git revision, `npm run diff -- BASE REVISION` compares two of them. Exits with
 * 0, with 1 for a breaking change without a new major version, and with 2 if it couldn't compare.
 */

import { runCommand } from "@lomi/cli";
import { diffCommand } from "@lomi/diff";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(diffCommand, { root: ROOT, failure: 2 });
