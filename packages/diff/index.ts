/** What changed between two descriptions. */
export { diffCommand } from "./command.ts";
export { compare } from "./compare.ts";
export { readReleases } from "./read.ts";
export { toMarkdown } from "./report/markdown.ts";
export { report } from "./report/report.ts";
