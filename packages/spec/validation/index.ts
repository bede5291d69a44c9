/** Validates requests and responses against the description. */
export { createAjv } from "./ajv.ts";
export * from "./responses.ts";
export * from "./validator.ts";
