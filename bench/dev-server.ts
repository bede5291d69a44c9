/** `npm run dev` of another project's folder, the first argument, as a process that the bench measures from outside. */

import { startCommand } from "@lomi/build/start";
import { runCommand } from "@lomi/cli";

const [root = "", ...args] = process.argv.slice(2);
await runCommand((context) => startCommand({ ...context, root }), { args });
