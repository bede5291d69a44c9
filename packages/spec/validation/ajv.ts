/** Ajv for JSON Schema 2020-12, with format assertions. */
import { Ajv2020, type Options } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { FORMATS } from "./formats.ts";

/** Creates an Ajv that reports all errors. Formats that our descriptions don't use come from ajv-formats. */
export function createAjv(options: Options): Ajv2020 {
	const ajv = new Ajv2020({ allErrors: true, strict: false, ...options });
	formats.default(ajv);
	for (const [name, format] of Object.entries(FORMATS))
		ajv.addFormat(name, format);
	return ajv;
}
