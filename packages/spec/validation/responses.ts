/** The schemas of all documented 2xx responses, for Ajv to compile. */
import type { Ajv2020, Options } from "ajv/dist/2020.js";
import { type Description, readOperations } from "../operations.ts";
import { createAjv } from "./ajv.ts";

export interface ResponseSchemas {
	/** Contains the schema of each response body. */
	ajv: Ajv2020;
	/** Schema IDs by response, `GET /customers 200`; null if the response has no body. */
	ids: Record<string, string | null>;
}

export function readResponseSchemas(
	document: Description,
	options: Options = {},
): ResponseSchemas {
	const ajv = createAjv(options);
	const { schemas } = document.components;
	ajv.addSchema({ $id: "lomi", components: { schemas } });
	const ids: Record<string, string | null> = {};
	for (const { method, path, answers } of readOperations(document)) {
		for (const { status, body } of answers) {
			if (status >= 300) continue;
			// A separate schema for each, because Ajv names its exports by ID.
			const id = body ? (body.schema.split("/").at(-1) ?? "") : null;
			if (body && id && !ajv.getSchema(id))
				ajv.addSchema({ $id: id, $ref: `lomi${body.schema}` });
			ids[`${method.toUpperCase()} ${path} ${status}`] = id;
		}
	}
	return { ajv, ids };
}
