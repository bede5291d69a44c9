/**
 * The messages for violated constraints. The examples in openapi/ use the same sentences, so that the mock returns exactly what the docs
 * show. openapi/README.md lists them.
 */
import type { ErrorObject } from "ajv/dist/2020.js";
import type { Node } from "../operations.ts";

export interface Violation {
	/** The parameter, or the path to the field: `allowed_providers[0]`. Empty for the body as a whole. */
	name: string;
	/** The sentence for the error's `details`: ``Missing required field: `name` ``. */
	details: string;
	/** The error's code, if the description has one for this constraint (`x-error-codes`). */
	code?: string;
	/** True if the body isn't JSON at all, for which the description has an example of its own. */
	isUnreadable?: true;
}

export const MISSING_BODY = "The request body is missing";
export const INVALID_JSON = "The request body is not valid JSON";

/** For a missing query or header parameter. */
export function missingParameter(name: string): string {
	return `Missing required parameter: \`${name}\``;
}

/** For a repeated parameter that accepts one value, and a repeated field. */
export function givenTwice(name: string): string {
	return `\`${name}\` was given more than once`;
}

/** For a number that isn't the same after parsing. */
export function notExact(name: string): string {
	return `${subjectOf(name)} is a number that can't be kept exactly. Send it as a string, or with fewer digits`;
}

/** For a string, or a key, with half a character: `\ud800`. */
export function loneSurrogate(name: string): string {
	return `${subjectOf(name)} has a lone surrogate, which is half a character. Send the other half too, or neither`;
}

/** For a string, or a key, whose bytes aren't UTF-8. */
export function notUtf8(name: string): string {
	return `${subjectOf(name)} is not UTF-8 text. Encode the body as UTF-8`;
}

function subjectOf(name: string): string {
	return name ? `\`${name}\`` : "The request body";
}

const FORMATS: Record<string, string> = {
	email: "an e-mail address",
	uri: "an absolute URL",
	uuid: "a UUID",
	"whatwg-url": "an absolute URL",
	date: "an RFC 3339 date",
	"date-time": "an RFC 3339 date-time",
	duration: "an ISO 8601 duration",
};

const LIMITS: Record<string, [words: string, unit?: string]> = {
	minimum: ["be at least"],
	maximum: ["be at most"],
	exclusiveMinimum: ["be greater than"],
	exclusiveMaximum: ["be less than"],
	minItems: ["have at least", "item"],
	maxItems: ["have at most", "item"],
	minProperties: ["have at least", "field"],
	maxProperties: ["have at most", "field"],
	minLength: ["have at least", "character"],
	maxLength: ["have at most", "character"],
};

/** Where the invalid value is. */
interface Place {
	/** Prefix of the path inside the value: the parameter's name; empty for a body. */
	root: string;
	/** A path parameter's display name. */
	title?: string | undefined;
	/** What to call the whole value. */
	whole?: string;
}

/** Describes an Ajv error in one sentence, and names its field. */
export function describeViolation(
	error: ErrorObject,
	{ root, title, whole = "The request body" }: Place,
): Violation {
	const { keyword, params, parentSchema } = error;
	const code: string | undefined = parentSchema?.["x-error-codes"]?.[keyword];
	const name = fieldName(root, error.instancePath);
	if (title) return { name, details: `Invalid \`${title}\` format.` };
	const field = (key: string) => (name ? `${name}.${key}` : key);
	const missing = (key: string) => ({
		name: field(key),
		details: `Missing required field: \`${field(key)}\``,
	});
	if (keyword === "required") return missing(params.missingProperty);
	if (keyword === "additionalProperties") {
		const unknown = field(params.additionalProperty);
		return { name: unknown, details: `Unknown field: \`${unknown}\`` };
	}
	if (keyword === "discriminator") {
		if (params.tagValue === undefined) return missing(params.tag);
		const tag = field(params.tag);
		const values: string[] = parentSchema?.discriminator.values;
		return { name: tag, details: `\`${tag}\` ${oneOf(values)}` };
	}
	const subject = name ? `\`${name}\`` : whole;
	const details = `${subject} ${demandOf(error)}`;
	return { name, details, ...(code && { code }) };
}

/**
 * Describes a value that isn't of the kind that is asked for at all, by the `x-otherwise` of the constant that marks its kind: what else is
 * missing says nothing then. Undefined if it has the constant, or the schema has no such mark.
 */
export function describeOther(
	errors: ErrorObject[],
	root: string,
): Violation | undefined {
	for (const { keyword, params, parentSchema, instancePath } of errors) {
		const marks: [string, Node][] =
			keyword === "const"
				? [["", parentSchema ?? {}]]
				: Object.entries(parentSchema?.properties ?? {});
		const mark = marks.find(
			([name, schema]) =>
				schema["x-otherwise"] &&
				(keyword === "const" ||
					keyword === "type" ||
					params.missingProperty === name),
		);
		if (mark)
			return {
				name: fieldName(root, instancePath),
				details: mark[1]["x-otherwise"],
			};
	}
	return undefined;
}

const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });

/**
 * Describes an `anyOf` none of whose alternatives is met: of fields, one of which is required, or of formats. Undefined for any other.
 *
 * @param errors Those of its alternatives.
 */
export function describeAlternatives(
	errors: ErrorObject[],
	{ root, title }: Place,
): Violation | undefined {
	const [first] = errors;
	if (!first || title) return undefined;
	const all = (keyword: string) =>
		errors.every((error) => error.keyword === keyword);
	const path = fieldName(root, first.instancePath);
	if (all("required")) {
		const names = errors.map(({ params }) =>
			path ? `${path}.${params.missingProperty}` : params.missingProperty,
		);
		const list = OR.format(names.map((name) => `\`${name}\``));
		return { name: names[0], details: `Missing required field: ${list}` };
	}
	if (all("format")) {
		const list = OR.format(
			errors.map(({ params }) => formatName(params.format)),
		);
		return { name: path, details: `${subjectOf(path)} must be ${list}` };
	}
	return undefined;
}

/**
 * Describes a schema keyword as a verb phrase: `be at most 100`, `match ^https://`. Undefined for a keyword without a message.
 *
 * @param value The keyword's value in the schema.
 */
export function describeKeyword(
	keyword: string,
	value: unknown,
): string | undefined {
	if (!(keyword in LIMITS) && !WORDED.has(keyword)) return undefined;
	const params = {
		limit: value,
		type: value,
		allowedValue: value,
		allowedValues: value,
		format: value,
		pattern: value,
	};
	return demandOf({ keyword, params }).slice("must ".length);
}

const WORDED = new Set(["type", "enum", "const", "format", "pattern"]);

/** The requirement that a value violates: `must be an integer`. */
function demandOf({
	keyword,
	params,
	message,
	parentSchema,
}: Pick<
	ErrorObject,
	"keyword" | "params" | "message" | "parentSchema"
>): string {
	const [words, unit] = LIMITS[keyword] ?? [];
	if (words) {
		const units = unit ? ` ${unit}${params.limit === 1 ? "" : "s"}` : "";
		return `must ${words} ${params.limit}${units}`;
	}
	switch (keyword) {
		case "type":
			return `must be ${[params.type].flat().map(typeName).join(" or ")}`;
		case "enum":
			return oneOf(params.allowedValues);
		case "const":
			return `must be ${params.allowedValue}`;
		case "format":
			return `must be ${formatName(params.format)}`;
		case "pattern":
			return `must ${parentSchema?.["x-patternDescription"] ?? `match ${params.pattern}`}`;
		default:
			return message ?? "is not valid";
	}
}

function formatName(format: string): string {
	return FORMATS[format] ?? `a valid ${format}`;
}

/** Doesn't list null, which nobody should be told to send. */
function oneOf(values: unknown[]): string {
	return `must be one of ${values.filter((value) => value !== null).join(", ")}`;
}

/** `/allowed_providers/0` → `allowed_providers[0]`. */
function fieldName(root: string, instancePath: string): string {
	return instancePath
		.split("/")
		.slice(1)
		.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
		.reduce(
			(path, key) =>
				/^\d+$/.test(key) ? `${path}[${key}]` : path ? `${path}.${key}` : key,
			root,
		);
}

function typeName(type: string): string {
	if (type === "null") return type;
	return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
