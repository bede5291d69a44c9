/** Builds the docs and serves them. */
export {
	areFresh,
	cacheFile,
	hashOf,
	hashTemplates,
	remember,
} from "./build-cache.ts";
export { siteInput, writeReference } from "./reference.ts";
export { createDocsServer, DOCS, type DocsServer } from "./server.ts";
export { readChangelog } from "./site/changelog.ts";
export { compressFiles } from "./site/compress.ts";
export { preloadSite } from "./site/thread.ts";
export type { SiteInput } from "./site/write.ts";
export { writeDocs } from "./write-docs.ts";
