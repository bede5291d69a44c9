/**
 * A validator for each documented 2xx response, compiled from the bundle when this module is loaded. The published package has precompiled
 * code instead (packages/build/pack.ts): many runtimes don't allow code generation.
 */
import { readFileSync } from "node:fs";
import { readResponseSchemas } from "@lomi/spec/validation";
import type { ErrorObject } from "ajv/dist/2020.js";

/** Returns true if the body is valid; otherwise sets `errors`. */
export interface Validate {
	(body: unknown): unknown;
	errors?: null | ErrorObject[];
}

const bundle = new URL("../../generated/openapi.json", import.meta.url);
const { ajv, ids } = readResponseSchemas(
	JSON.parse(readFileSync(bundle, "utf8")),
);

/** By operation and status, `GET /customers 200`; null if the response has no body. */
export const validators: Record<string, Validate | null> = Object.fromEntries(
	Object.entries(ids).map(([answer, id]) => [
		answer,
		id === null ? null : (ajv.getSchema(id) ?? null),
	]),
);
