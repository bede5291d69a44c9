/** `npm run dev` of another project's folder, the first argument, as a process that the bench measures from outside. */

import { startCommand } from "../packages/build/start-command.ts";
import { runCommand } from "../packages/cli/command.ts";

const [root = "", ...args] = process.argv.slice(2);
await runCommand((context) => startCommand({ ...context, root }), { args });
