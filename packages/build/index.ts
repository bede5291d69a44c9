/** The build: lint, bundle, types, clients, docs. */
export { docsCommand } from "./docs.ts";
export { generateClient, generateControl } from "./generate-client.ts";
export { generateTypes } from "./generate-types.ts";
export { type BuildOptions, build, buildCommand } from "./pipeline.ts";
