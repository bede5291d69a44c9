/**
 * `npm run diff`: what changed in the description since the last release, what that means to whoever uses the client, and which version
 * it asks for. `npm run diff -- BASE` compares with a file or a git revision, `npm run diff -- BASE REVISION` compares two of them.
 * Ends with 0, with 1 where something breaks without a new major version, with 2 where it could not compare.
 */

import { runCommand } from "@lomi/cli";
import { diffCommand } from "@lomi/diff";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(diffCommand, { root: ROOT, failure: 2 });
