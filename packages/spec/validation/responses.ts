/** Answers held against the description: the schema of each documented success, for Ajv to compile. */
import type { Ajv2020, Options } from "ajv/dist/2020.js";
import { type Description, readOperations } from "../operations.ts";
import { createAjv } from "./ajv.ts";

/** An Ajv that knows the body of each documented success, and which schema is whose. */
export interface ResponseSchemas {
	ajv: Ajv2020;
	/** ID in `ajv` of the schema of `GET /customers 200`; null where the answer has no body. */
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
			// A schema of its own, because Ajv names what it exports by ID.
			const id = body ? (body.schema.split("/").at(-1) ?? "") : null;
			if (body && id && !ajv.getSchema(id))
				ajv.addSchema({ $id: id, $ref: `lomi${body.schema}` });
			ids[`${method.toUpperCase()} ${path} ${status}`] = id;
		}
	}
	return { ajv, ids };
}
