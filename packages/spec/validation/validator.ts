/**
 * Requests held against the description: JSON Schema 2020-12 with formats, compiled from the bundle by Ajv.
 * A violation is told in the words of the wire, as the API itself tells it.
 */
import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import type { Description, Operation, Parameter } from "../operations.ts";
import { createAjv } from "./ajv.ts";
import {
	describeViolation,
	givenTwice,
	INVALID_JSON,
	MISSING_BODY,
	missingParameter,
} from "./validation-messages.ts";

/** What is wrong with a request. */
export interface Violation {
	/** The parameter, or the path to the field: `allowed_providers[0]`. Empty for the body as a whole. */
	name: string;
	/** A sentence for the error's `details`: ``Missing required field: `name` ``. */
	details: string;
}

/** A request after routing. Values of the path are decoded; the query keeps every value that was given. */
export interface IncomingRequest {
	path: Record<string, string>;
	query: URLSearchParams;
	headers: Record<string, string | string[] | undefined>;
	/** The body as text; empty where there is none. */
	body: string;
}

/** Gives everything that is wrong with a request to an operation; nothing if it may be answered. */
export type Validator = (
	operation: Operation,
	request: IncomingRequest,
) => Violation[];

/** What is wrong with a value, held against the schema at a JSON pointer of the document. */
export type SchemaCheck = (pointer: string, value: unknown) => ErrorObject[];

/** Makes the check of a description's schemas. Each is compiled when it is first asked for, and nothing is read before. */
export function createSchemaCheck(document: Description): SchemaCheck {
	let ajv: Ajv2020 | undefined;
	// Ajv would find a schema again by its address, which takes longer than to check a small one.
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
		// The linter has checked the schemas, and checking them again takes longer than all the rest.
		validateSchema: false,
	});
	ajv.addSchema({ ...withoutMappings(document), $id: "lomi" });
	return ajv;
}

/** Makes the validator of a description. */
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
	const given = valuesOf(parameter, request);
	if (given.length > 1) return [{ name, details: givenTwice(name) }];
	const [text] = given;
	if (text === undefined)
		return parameter.required
			? [{ name, details: missingParameter(name) }]
			: [];
	const errors = check(parameter.pointer, parseParameter(parameter, text));
	return toViolations(errors, name, parameter.schema.title);
}

function valuesOf(parameter: Parameter, request: IncomingRequest): string[] {
	if (parameter.in === "query") return request.query.getAll(parameter.name);
	const value =
		parameter.in === "path"
			? request.path[parameter.name]
			: request.headers[parameter.name.toLowerCase()];
	return value === undefined ? [] : [value].flat();
}

/** The value that a parameter's text stands for; the text itself where it stands for none, so that the schema refuses it. */
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
	let body: unknown;
	try {
		body = JSON.parse(request.body);
	} catch {
		return [{ name: "", details: INVALID_JSON }];
	}
	return toViolations(check(operation.body.schema, body), "");
}

/**
 * What is wrong with a value, as it is told.
 *
 * @param root What stands before the path inside the value: the parameter's name, or nothing for a body.
 * @param title A path parameter's name for people.
 */
export function toViolations(
	errors: ErrorObject[],
	root: string,
	title?: string,
): Violation[] {
	// Where a branch of a oneOf failed, its own errors say more than «must match a schema».
	const said = errors.filter(
		(error) => !["oneOf", "anyOf", "if"].includes(error.keyword),
	);
	return (said.length > 0 ? said : errors).map((error) =>
		describeViolation(error, { root, title }),
	);
}

/** Ajv finds a variant by the `const` of its tag and refuses a mapping that says so again; the tag's values are kept for the wording. */
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
