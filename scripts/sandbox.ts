/** `npm run sandbox`: the same as `npx lomi-sandbox`. `npm run sandbox -- --help` lists the commands and options. */
import { runCommand } from "@lomi/cli";
import { sandboxCommand } from "lomi-sandbox/cli";

await runCommand(sandboxCommand);
