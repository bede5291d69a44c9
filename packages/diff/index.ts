/** What changed between two descriptions. */
export { diffCommand } from "./command.ts";
export { compare } from "./compare.ts";
export { toMarkdown } from "./markdown.ts";
export { readReleases } from "./read.ts";
export { report } from "./report.ts";
