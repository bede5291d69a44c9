/** Reads openapi/: lints, bundles, and maps the bundle back to source lines. */
export * from "./load-spec.ts";
export * from "./load-workflows.ts";
export { createSourceMap, type Place } from "./source-map.ts";
