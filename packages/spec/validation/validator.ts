/**
 * Validates requests against the description: JSON Schema 2020-12 with formats, compiled from the bundle by Ajv. Violations are described
 * with the API's own messages.
 */
import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import type { Description, Operation, Parameter } from "../operations.ts";
import { createAjv } from "./ajv.ts";
import { parseBody } from "./parse-body.ts";
import {
	describeAlternatives,
	describeOther,
	describeViolation,
	givenTwice,
	MISSING_BODY,
	missingParameter,
	type Violation,
} from "./validation-messages.ts";

export type { Violation };

/** A request after routing. Path values are decoded; the query keeps repeated parameters. */
export interface IncomingRequest {
	path: Record<string, string>;
	query: URLSearchParams;
	headers: Record<string, string | string[] | undefined>;
	/** The body as text; empty if there is none. */
	body: string;
}

/** Returns all violations of a request; an empty array if it is valid. */
export type Validator = (
	operation: Operation,
	request: IncomingRequest,
) => Violation[];

/** Validates a value against the schema at a JSON pointer of the document. */
export type SchemaCheck = (pointer: string, value: unknown) => ErrorObject[];

/** Creates the check for a description's schemas. Schemas are compiled on first use. */
export function createSchemaCheck(document: Description): SchemaCheck {
	let ajv: Ajv2020 | undefined;
	// Ajv's own lookup takes longer than validating a small value.
	const known = new Map<string, ValidateFunction>();
	const compile = (pointer: string) => {
		ajv ??= readSchemas(document);
		const validate = ajv.getSchema(`lomi${encodeURI(pointer)}`);
		if (!validate) throw new Error(`${pointer} is not in the description.`);
		known.set(pointer, validate);
		return validate;
	};
	return (pointer, value) => {
		const validate = known.get(pointer) ?? compile(pointer);
		return validate(value) ? [] : (validate.errors ?? []);
	};
}

function readSchemas(document: Description): Ajv2020 {
	const ajv = createAjv({
		// JSON.parse reads 1e999 as Infinity.
		strictNumbers: true,
		discriminator: true,
		verbose: true,
		// The linter has validated the schemas, and doing it again takes longer than everything else.
		validateSchema: false,
	});
	ajv.addSchema({ ...withoutMappings(document), $id: "lomi" });
	return ajv;
}

/** Creates the request validator for a description. */
export function createValidator(
	document: Description,
	check: SchemaCheck = createSchemaCheck(document),
): Validator {
	return (operation, request) => [
		...operation.parameters.flatMap((parameter) =>
			checkParameter(parameter, request, check),
		),
		...checkBody(operation, request, check),
	];
}

function checkParameter(
	parameter: Parameter,
	request: IncomingRequest,
	check: SchemaCheck,
): Violation[] {
	const { name } = parameter;
	const values = valuesOf(parameter, request);
	if (values.length > 1) return [{ name, details: givenTwice(name) }];
	const [text] = values;
	if (text === undefined) return parameter.required ? [missing(parameter)] : [];
	const errors = check(parameter.pointer, parseParameter(parameter, text));
	return toViolations(errors, name, parameter.schema.title);
}

function missing({ name, errorCodes }: Parameter): Violation {
	const code = errorCodes?.required;
	return { name, details: missingParameter(name), ...(code && { code }) };
}

function valuesOf(parameter: Parameter, request: IncomingRequest): string[] {
	if (parameter.in === "query") return request.query.getAll(parameter.name);
	const value =
		parameter.in === "path"
			? request.path[parameter.name]
			: request.headers[parameter.name.toLowerCase()];
	return value === undefined ? [] : [value].flat();
}

/** Parses a parameter's text. Returns the text itself if it isn't valid, so that the schema rejects it. */
export function parseParameter({ schema }: Parameter, text: string): unknown {
	if (schema.type === "integer" && /^-?\d{1,15}$/.test(text))
		return Number(text);
	if (schema.type === "boolean" && /^(true|false)$/.test(text))
		return text === "true";
	return schema.type === "array" ? text.split(",") : text;
}

function checkBody(
	operation: Operation,
	request: IncomingRequest,
	check: SchemaCheck,
): Violation[] {
	if (!operation.body) return [];
	if (request.body.trim() === "")
		return operation.body.optional ? [] : [{ name: "", details: MISSING_BODY }];
	const parsed = parseBody(request.body);
	if ("violation" in parsed) return [parsed.violation];
	return toViolations(check(operation.body.schema, parsed.value), "");
}

/**
 * Describes Ajv's errors.
 *
 * @param root Prefix of the path inside the value: the parameter's name; empty for a body.
 * @param title A path parameter's display name.
 */
export function toViolations(
	errors: ErrorObject[],
	root: string,
	title?: string,
): Violation[] {
	const otherwise = describeOther(errors, root);
	if (otherwise) return [otherwise];
	const place = { root, title };
	const malformed = errors
		.filter(({ keyword }) => keyword === "format")
		.map(({ instancePath }) => instancePath);
	const ofOtherType = errors
		.filter(({ keyword }) => keyword === "type")
		.map(({ instancePath }) => instancePath);
	const described = new Set<ErrorObject>();
	const alternatives = errors.flatMap((error) => {
		if (error.keyword !== "anyOf") return [];
		const branches = errors.filter(
			({ instancePath, schemaPath }) =>
				instancePath === error.instancePath &&
				schemaPath.startsWith(`${error.schemaPath}/`),
		);
		const violation = describeAlternatives(branches, place);
		if (violation) for (const branch of branches) described.add(branch);
		return violation ?? [];
	});
	const specific = errors.filter(
		(error) =>
			!described.has(error) &&
			// The errors of a oneOf's branches are more useful than "must match a schema".
			!["oneOf", "anyOf", "if"].includes(error.keyword) &&
			// What isn't a date has no year, and a number is none of the texts.
			!(
				error.keyword === "pattern" && malformed.includes(error.instancePath)
			) &&
			!(error.keyword === "enum" && ofOtherType.includes(error.instancePath)),
	);
	const found = specific.length + alternatives.length > 0 ? specific : errors;
	return [
		...found.map((error) => describeViolation(error, place)),
		...alternatives,
	];
}

/** Ajv selects a variant by the `const` of its discriminator and rejects a mapping; its keys are kept for the message. */
function withoutMappings(document: Description): Description {
	return JSON.parse(
		JSON.stringify(document, (key, value) =>
			key === "discriminator" && value.mapping
				? {
						propertyName: value.propertyName,
						values: Object.keys(value.mapping),
					}
				: value,
		),
	);
}
