/** Reads the bundled description: operations, events, workflows, guides, method names, errors, and requests built from its examples. */
export * from "./currency.ts";
export * from "./docs-addresses.ts";
export { SpecError } from "./error.ts";
export * from "./error-catalogue.ts";
export * from "./extensions.ts";
export * from "./guides.ts";
export * from "./method-names.ts";
export * from "./operations.ts";
export * from "./requests/curl.ts";
export * from "./requests/curl-command.ts";
export * from "./requests/request.ts";
export * from "./workflows.ts";
