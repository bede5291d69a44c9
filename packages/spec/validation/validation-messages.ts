/**
 * How a broken constraint is told to whoever sent the request. The examples in openapi/ use the same sentences, so that the mock's
 * answer to a real mistake and the documented answer are the same words. openapi/README.md lists them.
 */
import type { ErrorObject } from "ajv/dist/2020.js";

export const MISSING_BODY = "The request body is missing";
export const INVALID_JSON = "The request body is not valid JSON";

/** A query or header parameter that must be there. */
export function missingParameter(name: string): string {
	return `Missing required parameter: \`${name}\``;
}

/** A parameter that takes one value and was given two. */
export function givenTwice(name: string): string {
	return `\`${name}\` was given more than once`;
}

const FORMATS: Record<string, string> = {
	email: "an e-mail address",
	uri: "an absolute URL",
	uuid: "a UUID",
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

/** Where the value stands that the error is in. */
interface Place {
	/** What stands before the path inside the value: the parameter's name, or nothing for a body. */
	root: string;
	/** A path parameter's human name. */
	title?: string | undefined;
	/** What the value as a whole is called. */
	whole?: string;
}

/** One sentence for one of Ajv's errors, and the field that it is about. */
export function describeViolation(
	error: ErrorObject,
	{ root, title, whole = "The request body" }: Place,
): { name: string; details: string } {
	const name = fieldName(root, error.instancePath);
	if (title) return { name, details: `Invalid \`${title}\` format.` };
	const { keyword, params } = error;
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
		const values: string[] = error.parentSchema?.discriminator.values;
		return { name: tag, details: `\`${tag}\` ${oneOf(values)}` };
	}
	const subject = name ? `\`${name}\`` : whole;
	return { name, details: `${subject} ${demandOf(error)}` };
}

/**
 * What a keyword of a schema asks for, to follow a verb: `be at most 100`, `match ^https://`. Undefined where there are no words for it.
 *
 * @param value What stands under the keyword in the schema.
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

/** What the schema asks of a value: `must be an integer`. */
function demandOf({
	keyword,
	params,
	message,
}: Pick<ErrorObject, "keyword" | "params" | "message">): string {
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
			return `must be ${FORMATS[params.format] ?? `a valid ${params.format}`}`;
		case "pattern":
			return `must match ${params.pattern}`;
		default:
			return message ?? "is not valid";
	}
}

/** Null is left out: it is no value that somebody would be told to send. */
function oneOf(values: unknown[]): string {
	return `must be one of ${values.filter((value) => value !== null).join(", ")}`;
}

/** `/allowed_providers/0` as people write it: `allowed_providers[0]`. */
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
