/**
 * Requests and answers held against the description: JSON Schema 2020-12 with formats, compiled from the bundle by Ajv.
 * A violation is told in the words of the wire, as the API itself tells it.
 */
import {
	Ajv2020,
	type ErrorObject,
	type ValidateFunction,
} from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Description, Operation, Parameter } from "./operations.ts";
import {
	describeViolation,
	givenTwice,
	INVALID_JSON,
	MISSING_BODY,
	missingParameter,
} from "./wording.ts";

/** What is wrong with a request. `details` is a sentence for the error's `details`: ``Missing required field: `name` ``. */
export interface Violation {
	in: "path" | "query" | "header" | "body";
	/** The parameter, or the path to the field: `allowed_providers[0]`. Empty for the body as a whole. */
	name: string;
	/** The JSON Schema keyword that was broken: `required`, `minimum` … */
	keyword: string;
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

export interface Validator {
	/** Everything that is wrong with a request to this operation; empty if it may be answered. */
	request(operation: Operation, request: IncomingRequest): Violation[];
	/** What is wrong with a value, held against the schema at a JSON pointer of the document; empty if nothing. */
	value(schema: string, value: unknown): ErrorObject[];
}

/** Compiles nothing yet: each schema is compiled when it is first asked for. */
export function createValidator(document: Description): Validator {
	const ajv = new Ajv2020({
		allErrors: true,
		strict: false,
		// JSON.parse reads 1e999 as Infinity.
		strictNumbers: true,
		discriminator: true,
		verbose: true,
	});
	formats.default(ajv);
	ajv.addSchema({ ...withoutMappings(document), $id: "lomi" });

	const compiled = new Map<string, ValidateFunction>();
	const errors = (pointer: string, value: unknown): ErrorObject[] => {
		let check = compiled.get(pointer);
		if (!check) {
			check = ajv.compile({ $ref: `lomi${encodeURI(pointer)}` });
			compiled.set(pointer, check);
		}
		return check(value) ? [] : (check.errors ?? []);
	};

	return {
		value: errors,
		request(operation, request) {
			const parameters = operation.parameters.flatMap((parameter) =>
				checkParameter(parameter, request, errors),
			);
			return [...parameters, ...checkBody(operation, request, errors)];
		},
	};
}

type Check = (pointer: string, value: unknown) => ErrorObject[];

function checkParameter(
	parameter: Parameter,
	request: IncomingRequest,
	check: Check,
): Violation[] {
	const found = (keyword: string, details: string): Violation[] => [
		{ in: parameter.in, name: parameter.name, keyword, details },
	];
	const given = valuesOf(parameter, request);
	if (given.length > 1) return found("maxItems", givenTwice(parameter.name));
	const [text] = given;
	if (text === undefined) {
		return parameter.required
			? found("required", missingParameter(parameter.name))
			: [];
	}
	return toViolations(
		check(parameter.pointer, parse(parameter, text)),
		parameter.in,
		parameter.name,
		parameter.schema.title,
	);
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
function parse({ schema }: Parameter, text: string): unknown {
	if (schema.type === "integer" && /^-?\d{1,15}$/.test(text))
		return Number(text);
	if (schema.type === "boolean" && /^(true|false)$/.test(text))
		return text === "true";
	return schema.type === "array" ? text.split(",") : text;
}

function checkBody(
	operation: Operation,
	request: IncomingRequest,
	check: Check,
): Violation[] {
	if (!operation.body) return [];
	const found = (keyword: string, details: string): Violation[] => [
		{ in: "body", name: "", keyword, details },
	];
	if (request.body.trim() === "") return found("required", MISSING_BODY);
	let body: unknown;
	try {
		body = JSON.parse(request.body);
	} catch {
		return found("json", INVALID_JSON);
	}
	return toViolations(check(operation.body.schema, body), "body", "");
}

function toViolations(
	errors: ErrorObject[],
	place: Violation["in"],
	root: string,
	title?: string,
): Violation[] {
	// Where a branch of a oneOf failed, its own errors say more than «must match a schema».
	const said = errors.filter(
		(error) => !["oneOf", "anyOf", "if"].includes(error.keyword),
	);
	return (said.length > 0 ? said : errors).map((error) => {
		const { name, details } = describeViolation(error, { root, title });
		return { in: place, name, keyword: error.keyword, details };
	});
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
