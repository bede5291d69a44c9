/** The docs: makes the site and serves it. */
export { areFresh, cacheFile, hashOf, remember } from "./build-cache.ts";
export { makePostman, POSTMAN_FILE } from "./postman/cache.ts";
export { siteInput, writeReference } from "./reference.ts";
export { createDocsServer, DOCS, type DocsServer } from "./server.ts";
export { compressFiles } from "./site/compress.ts";
export { writeSiteAside } from "./site/thread.ts";
export type { SiteInput } from "./site/write.ts";
