/** What `npm pack` runs in packages/client and packages/sandbox: before it packs, and with `--restore` after it. */
import { packCommand } from "@lomi/build/pack";
import { runCommand } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(packCommand, { root: ROOT });
