/** The entry `lomi-openapi/internal`: what `lomi-sandbox` of the same version builds its own clients on. May change in any release. */
export type { Client } from "openapi-fetch";
export { errorClass } from "./errors.ts";
export { createLog, createRedact, type Redact, redactHeaders } from "./log.ts";
export { checkNumber, type Fetch, type RequestOptions } from "./options.ts";
export type { ApiListPromise, ApiPromise } from "./promises.ts";
export { type Transport, transportOf } from "./transport.ts";
