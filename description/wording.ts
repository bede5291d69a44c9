/**
 * How a broken constraint is told to whoever sent the request. The examples in openapi/ use the same sentences, so that the mock's
 * answer to a real mistake and the documented answer are the same words. CONTRIBUTING.md lists them.
 */
import type { ErrorObject } from "ajv/dist/2020.js";

export const MISSING_BODY = "The request body is missing";
export const INVALID_JSON = "The request body is not valid JSON";

const FORMATS: Record<string, string> = {
	email: "an e-mail address",
	uri: "an absolute URL",
	uuid: "a UUID",
	"date-time": "an RFC 3339 date-time",
};

/** What stands before the path inside the value: the parameter's name, or nothing for a body. `title` is a path parameter's human name. */
interface Place {
	root: string;
	title: string | undefined;
}

/** One sentence for one of Ajv's errors, and the field that it is about. */
export function describeViolation(
	error: ErrorObject,
	{ root, title }: Place,
): { name: string; details: string } {
	const name = fieldName(root, error.instancePath);
	if (title) return { name, details: `Invalid \`${title}\` format.` };
	const subject = name ? `\`${name}\`` : "The request body";
	const { params } = error;
	const child = (key: string) => (name ? `${name}.${key}` : key);
	switch (error.keyword) {
		case "required":
			return {
				name: child(params.missingProperty),
				details: `Missing required field: \`${child(params.missingProperty)}\``,
			};
		case "additionalProperties":
			return {
				name: child(params.additionalProperty),
				details: `Unknown field: \`${child(params.additionalProperty)}\``,
			};
		case "discriminator":
			return describeTag(error, child(params.tag));
		case "type":
			return {
				name,
				details: `${subject} must be ${[params.type].flat().map(typeName).join(" or ")}`,
			};
		case "enum":
			return {
				name,
				details: `${subject} must be one of ${params.allowedValues.filter((value: unknown) => value !== null).join(", ")}`,
			};
		case "const":
			return { name, details: `${subject} must be ${params.allowedValue}` };
		case "format":
			return {
				name,
				details: `${subject} must be ${FORMATS[params.format] ?? `a valid ${params.format}`}`,
			};
		case "pattern":
			return { name, details: `${subject} must match ${params.pattern}` };
		case "minimum":
			return { name, details: `${subject} must be at least ${params.limit}` };
		case "maximum":
			return { name, details: `${subject} must be at most ${params.limit}` };
		case "exclusiveMinimum":
			return {
				name,
				details: `${subject} must be greater than ${params.limit}`,
			};
		case "exclusiveMaximum":
			return { name, details: `${subject} must be less than ${params.limit}` };
		case "minItems":
			return {
				name,
				details: `${subject} must have at least ${count(params.limit, "item")}`,
			};
		case "maxItems":
			return {
				name,
				details: `${subject} must have at most ${count(params.limit, "item")}`,
			};
		case "minProperties":
			return {
				name,
				details: `${subject} must have at least ${count(params.limit, "field")}`,
			};
		case "maxProperties":
			return {
				name,
				details: `${subject} must have at most ${count(params.limit, "field")}`,
			};
		case "minLength":
			return {
				name,
				details: `${subject} must have at least ${count(params.limit, "character")}`,
			};
		case "maxLength":
			return {
				name,
				details: `${subject} must have at most ${count(params.limit, "character")}`,
			};
		default:
			return { name, details: `${subject} ${error.message ?? "is not valid"}` };
	}
}

/** A oneOf whose tag is missing or unknown: the tag's values are those of the variants. */
function describeTag(
	error: ErrorObject,
	name: string,
): { name: string; details: string } {
	if (error.params.tagValue === undefined)
		return { name, details: `Missing required field: \`${name}\`` };
	const values: string[] = error.parentSchema?.discriminator?.values ?? [];
	return { name, details: `\`${name}\` must be one of ${values.join(", ")}` };
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

function count(limit: number, what: string): string {
	return `${limit} ${what}${limit === 1 ? "" : "s"}`;
}
