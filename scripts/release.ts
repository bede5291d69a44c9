/** `npm run release`: checks that versions, changelog and the kept bundle are those of a release. */
import { releaseCommand } from "@lomi/build/release";
import { runCommand } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(releaseCommand, { root: ROOT });
