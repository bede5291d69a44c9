/** `npm run sandbox`: the sandbox, as `npx lomi-sandbox` starts it. `npm run sandbox -- --help` lists its commands and options. */
import { runCommand } from "@lomi/cli";
import { sandboxCommand } from "lomi-sandbox/cli";

await runCommand(sandboxCommand);
