/** Compares two versions of a description, and reports the changes and the version that they require. */
export { diffCommand } from "./command.ts";
export { compare } from "./compare.ts";
export { readReleases } from "./read.ts";
export { toMarkdown } from "./report/markdown.ts";
export { report } from "./report/report.ts";
