/** Reads openapi/: lints and bundles it, and finds the line that says something. */
export * from "./load-spec.ts";
export * from "./load-workflows.ts";
export { createSourceMap, type Place } from "./source-map.ts";
