/**
 * The reference validator of the tests: @hyperjump/json-schema with the bundle. The tested code validates with Ajv, so the tests need another
 * validator. It passed all 143 cases based on JSON Schema's test suite (formats, Unicode patterns, `const`, `multipleOf`, references,
 * unevaluated properties); @cfworker/json-schema accepted a space for the `T` of a time, and @exodus/schemasafe also `+0100` as an offset.
 */
import "@hyperjump/json-schema/formats";
import {
	addFormat,
	BASIC,
	setFormatHandler,
} from "@hyperjump/json-schema/experimental";
import {
	registerSchema,
	type SchemaObject,
	setShouldValidateFormat,
	setShouldValidateSchema,
	type Validator,
	validate,
} from "@hyperjump/json-schema/openapi-3-1";
import {
	type Description,
	readEvents,
	readOperations,
} from "../packages/spec/operations.ts";

// A format of our own. Its parser is the platform's, as in the tested code: there is no second one to compare it with.
const WHATWG_URL = "https://judge.test/format/whatwg-url";
addFormat({
	id: WHATWG_URL,
	handler: (value) => typeof value !== "string" || URL.parse(value) !== null,
});
setFormatHandler(
	"https://json-schema.org/keyword/draft-2020-12/format",
	"whatwg-url",
	WHATWG_URL,
);

// In 2020-12, formats are annotations by default.
setShouldValidateFormat(true);
// test/build/tools/ checks that the descriptions are valid.
setShouldValidateSchema(false);

type Value = Parameters<Validator>[0];

/** Returns the violations of the schema at a JSON pointer; empty if the value is valid. */
export type Judge = (pointer: string, value: unknown) => string[];

/** Creates the validator for a description: components, and the schemas of operations and events. */
export async function createJudge(
	document: Description,
	name: string,
): Promise<Judge> {
	const uri = `https://judge.test/${name}`;
	registerSchema(
		document as unknown as SchemaObject,
		uri,
		"https://spec.openapis.org/oas/3.1/schema-draft-2020-12",
	);
	const validators = new Map<string, Validator>();
	for (const pointer of new Set(schemasOf(document)))
		validators.set(pointer, await validate(uri + encodeURI(pointer)));
	return (pointer, value) => {
		const validator = validators.get(pointer);
		if (!validator) throw new Error(`${pointer} is not in the bundle.`);
		if (validator(value as Value).valid) return [];
		// Collecting errors takes ten times as long.
		const output = validator(value as Value, BASIC);
		const errors = output.valid ? [] : (output.errors ?? []);
		return errors.map(
			({ instanceLocation, absoluteKeywordLocation }) =>
				`${instanceLocation} is not as ${absoluteKeywordLocation.slice(uri.length)} asks`,
		);
	};
}

/** JSON pointers to all schemas. */
export function schemasOf(document: Description): string[] {
	const bodies = [
		...readEvents(document).map(({ body }) => body),
		...readOperations(document).flatMap(({ body, answers }) => [
			body,
			...answers.map((answer) => answer.body),
		]),
	];
	const values = readOperations(document).flatMap(({ parameters, answers }) => [
		...parameters,
		...answers.flatMap(({ headers }) => headers),
	]);
	return [
		...Object.keys(document.components.schemas ?? {}).map(
			(name) => `#/components/schemas/${name}`,
		),
		...bodies.flatMap((body) => body?.schema ?? []),
		...values.map(({ pointer }) => pointer),
	];
}
