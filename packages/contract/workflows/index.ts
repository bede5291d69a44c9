/** Runs workflows against a live server. */
export { workflowsCommand } from "./command.ts";
