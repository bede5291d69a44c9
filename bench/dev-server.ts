/** `npm run dev` of another project's folder, the first argument, as a process that the bench measures from outside. */
import { runCommand } from "../scripts/command.ts";
import { startCommand } from "../scripts/start-command.ts";

const [root = "", ...args] = process.argv.slice(2);
await runCommand((context) => startCommand({ ...context, root }), { args });
