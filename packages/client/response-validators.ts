/**
 * A validator for each documented success, compiled from the bundle when this module is loaded. In the packed client, finished code stands
 * in the place of this file (packages/build/package.ts): many places where the client runs allow no code to be made at run time.
 */
import { readFileSync } from "node:fs";
import { readResponseSchemas } from "@lomi/spec/validation";
import type { ErrorObject } from "ajv/dist/2020.js";

/** True where a body is as described; otherwise `errors` says why not. */
export interface Validate {
	(body: unknown): unknown;
	errors?: null | ErrorObject[];
}

const bundle = new URL("../../generated/openapi.json", import.meta.url);
const { ajv, ids } = readResponseSchemas(
	JSON.parse(readFileSync(bundle, "utf8")),
);

/** By operation and status, `GET /customers 200`; null where the answer has no body. */
export const validators: Record<string, Validate | null> = Object.fromEntries(
	Object.entries(ids).map(([answer, id]) => [
		answer,
		id === null ? null : (ajv.getSchema(id) ?? null),
	]),
);
