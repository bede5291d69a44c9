/** What servers of the API share. */
export * from "./answer.ts";
export * from "./direct.ts";
export * from "./errors.ts";
export * from "./host-check.ts";
export * from "./host-options.ts";
export * from "./keys.ts";
export * from "./loopback.ts";
export * from "./origins.ts";
export * from "./read-request.ts";
export * from "./refusal.ts";
export * from "./router.ts";
export * from "./server.ts";
