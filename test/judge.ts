/**
 * The judge of all that is said in the tests: @hyperjump/json-schema, straight from a bundle. What is tested validates with Ajv, and
 * must not be its own judge. Of 143 cases after JSON Schema's own test suite (formats, Unicode patterns, `const`, `multipleOf`, references,
 * unevaluated properties), it decided each as 2020-12 has it; @cfworker/json-schema took a space for the `T` of a time, and
 * @exodus/schemasafe also `+0100` for an offset.
 */
import "@hyperjump/json-schema/formats";
import { BASIC } from "@hyperjump/json-schema/experimental";
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

// In 2020-12, a format is a note unless it is asked for.
setShouldValidateFormat(true);
// That the descriptions are valid themselves, test/build/tools/ sees to.
setShouldValidateSchema(false);

type Value = Parameters<Validator>[0];

/** What is wrong with a value, by the schema at a JSON pointer of a description; empty if nothing. */
export type Judge = (pointer: string, value: unknown) => string[];

/** The judge of a description: of its components, and of all that its operations and events take and give. */
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
		// Errors take ten times as long.
		const output = validator(value as Value, BASIC);
		const errors = output.valid ? [] : (output.errors ?? []);
		return errors.map(
			({ instanceLocation, absoluteKeywordLocation }) =>
				`${instanceLocation} is not as ${absoluteKeywordLocation.slice(uri.length)} asks`,
		);
	};
}

/** JSON pointers to all schemas that a value may be held against. */
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
