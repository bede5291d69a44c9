/** Run by `npm pack` in packages/client and packages/sandbox: as `prepack`, and with `--restore` as `postpack`. */
import { packCommand } from "@lomi/build/pack";
import { runCommand } from "@lomi/cli";
import { ROOT } from "@lomi/spec/generated-files";

await runCommand(packCommand, { root: ROOT });
