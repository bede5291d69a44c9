/** Ajv as everything here uses it: JSON Schema 2020-12, with formats that are asserted. */
import { Ajv2020, type Options } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { FORMATS } from "./formats.ts";

/** Makes an Ajv that gives all errors. Formats that our descriptions don't have, and somebody else's may, are those of ajv-formats. */
export function createAjv(options: Options): Ajv2020 {
	const ajv = new Ajv2020({ allErrors: true, strict: false, ...options });
	formats.default(ajv);
	for (const [name, format] of Object.entries(FORMATS))
		ajv.addFormat(name, format);
	return ajv;
}
