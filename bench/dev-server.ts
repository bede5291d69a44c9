/** Runs `npm run dev` for the project folder in the first argument, as a separate process for the bench. */

import { startCommand } from "@lomi/build/start";
import { runCommand } from "@lomi/cli";

const [root = "", ...args] = process.argv.slice(2);
await runCommand((context) => startCommand({ ...context, root }), { args });
