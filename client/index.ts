/** The lomi. client: what `import … from "lomi-openapi"` gives. */
export * from "../generated/client.ts";
export { LomiError } from "./errors.ts";
export type {
	ClientOptions,
	RequestOptions,
	WriteOptions,
} from "./transport.ts";
