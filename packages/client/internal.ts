/** The entry point `lomi-openapi/internal`, for `lomi-sandbox` of the same version. May change in any release. */
export type { Client } from "openapi-fetch";
export { errorClass } from "./errors.ts";
export { createLog, createRedact, type Redact, redactHeaders } from "./log.ts";
export { checkNumber, type Fetch, type RequestOptions } from "./options.ts";
export type { ApiListPromise, ApiPromise } from "./promises.ts";
export { proxyOf } from "./proxy.ts";
export { parseRetryAfter } from "./retry-after.ts";
export { type Transport, transportOf } from "./transport.ts";
