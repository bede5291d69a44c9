/** Builds the docs and serves them. */
export { areFresh, cacheFile, hashOf, remember } from "./build-cache.ts";
export { siteInput, writeReference } from "./reference.ts";
export { createDocsServer, DOCS, type DocsServer } from "./server.ts";
export { compressFiles } from "./site/compress.ts";
export type { SiteInput } from "./site/write.ts";
export { writeDocs } from "./write-docs.ts";
