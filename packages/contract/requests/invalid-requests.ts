/** Invalid requests made from the schemas: each violates one constraint of one field or parameter, and nothing else. */
import {
	type Description,
	documentedRequest,
	type Example,
	type Node,
	type Operation,
	type Parameter,
	type Request,
	resolve,
} from "@lomi/spec";

/** A request that tests one constraint of the description, by violating it or by meeting it just so. */
export interface ConstraintCase {
	/** What is tested: `amount: minimum`. */
	name: string;
	/** JSON pointer to the constraint in the bundle. */
	pointer: string;
	request: Request;
}

/** Makes a valid request, with one of the operation's body examples if it has any. */
export type MakeRequest = (example?: Example) => Request;

/**
 * Every violation that the parameters and the body of an operation allow.
 *
 * @param validRequest Makes the request that is then made invalid.
 */
export function invalidRequests(
	document: Description,
	operation: Operation,
	validRequest: MakeRequest = (example) =>
		documentedRequest(operation, example),
): ConstraintCase[] {
	return [
		...operation.parameters.flatMap((parameter) =>
			invalidParameterRequests(document, parameter, validRequest()),
		),
		...invalidBodyRequests(document, operation, validRequest),
	];
}

function invalidParameterRequests(
	document: Description,
	parameter: Parameter,
	valid: Request,
): ConstraintCase[] {
	const { name, schema, pointer } = parameter;
	const invalid = invalidParameterValues(document, schema).map(
		([keyword, text]) => ({
			name: `${name}: ${keyword}`,
			pointer: `${pointer}/${keywordOf(keyword)}`,
			request: withParameter(valid, parameter, text),
		}),
	);
	if (parameter.in !== "query") return invalid;
	const others = valid.query.filter(([other]) => other !== name);
	const value: [string, string] = [name, String(parameter.example)];
	return [
		...invalid,
		{
			name: `${name}: twice`,
			pointer,
			request: { ...valid, query: [...others, value, value] },
		},
		...(parameter.required
			? [
					{
						name: `${name}: required`,
						pointer,
						request: { ...valid, query: others },
					},
				]
			: []),
	];
}

/** Copies a request with another value for a parameter. */
export function withParameter(
	request: Request,
	{ in: place, name }: Parameter,
	value: string,
): Request {
	if (place === "header")
		return { ...request, headers: { ...request.headers, [name]: value } };
	if (place === "path")
		return { ...request, path: { ...request.path, [name]: value } };
	const others = request.query.filter(([other]) => other !== name);
	return { ...request, query: [...others, [name, value]] };
}

function invalidBodyRequests(
	document: Description,
	operation: Operation,
	validRequest: MakeRequest,
): ConstraintCase[] {
	const { body } = operation;
	if (!body) return [];
	const { body: _, ...withoutBody } = validRequest();
	const pointer = body.schema;
	const wholeBody: ConstraintCase[] = [
		{ name: "body: missing", pointer, request: { ...withoutBody, text: "" } },
		{
			name: "body: truncated",
			pointer,
			request: { ...withoutBody, text: '{"a":' },
		},
		{ name: "body: type", pointer, request: { ...withoutBody, body: [] } },
		{
			name: "body: content type",
			pointer,
			request: { ...validRequest(), headers: { "content-type": "text/plain" } },
		},
	];
	const fields = variantsOf(document, body.schema).flatMap((variant) => {
		const request = validRequest(exampleOf(document, operation, variant));
		return invalidObjects(document, variant, request.body as Node).map(
			({ name, keyword, value }) => ({
				name,
				pointer: `${variant.pointer}/${keyword}`,
				request: { ...request, body: value },
			}),
		);
	});
	const seen = new Set<string>();
	return [...wholeBody, ...fields].filter(({ name, request }) => {
		const key = `${name} ${JSON.stringify(request.body)}`;
		return !seen.has(key) && seen.add(key);
	});
}

/** The schema of a body, or one of its alternatives. */
export interface Variant {
	pointer: string;
	schema: Node;
}

/** The schemas that a body can have: the alternatives of its `oneOf`, or itself. */
export function variantsOf(document: Description, pointer: string): Variant[] {
	const schema = resolve(document, { $ref: pointer });
	if (!schema.oneOf) return [{ pointer, schema }];
	return schema.oneOf.map((variant: Node, index: number) => ({
		pointer: variant.$ref ?? `${pointer}/oneOf/${index}`,
		schema: resolve(document, variant),
	}));
}

/** An example that matches a variant of the body's schema, by its constants: `link_type: "plan"`. */
export function exampleOf(
	document: Description,
	{ body }: Operation,
	{ schema }: Variant,
): Example | undefined {
	const constants = Object.entries<Node>(schema.properties ?? {}).flatMap(
		([name, property]) => {
			const { const: constant } = resolve(document, property);
			return constant === undefined ? [] : [[name, constant] as const];
		},
	);
	const matches = (value: Node) =>
		constants.every(([name, constant]) => value[name] === constant);
	return (
		body?.examples.find(({ value }) => matches(value as Node)) ??
		body?.examples[0]
	);
}

/** Fields of which a schema requires any one: `anyOf: [{ required: [amount] }, { required: [plan_id] }]`. */
export function alternativesOf({ anyOf = [] }: Node): string[] {
	return anyOf.flatMap(({ required = [] }: Node) => required);
}

/** Copies an object without some of its fields. */
export function without(object: Node, names: string[]): Node {
	return Object.fromEntries(
		Object.entries(object).filter(([name]) => !names.includes(name)),
	);
}

/**
 * Copies of a valid object that meet the condition of the schema's `if`, and violate its `then` once.
 *
 * The condition lists the values of some fields.
 */
function conditionalViolations(
	document: Description,
	schema: Node,
	valid: Node,
): InvalidObject[] {
	if (!schema.if) return [];
	const met = Object.fromEntries(
		Object.entries<Node>(schema.if.properties).map(([name, condition]) => [
			name,
			condition.const ?? condition.enum[0],
		]),
	);
	return Object.entries<Node>(schema.then.properties).flatMap(
		([name, property]) =>
			Object.entries(invalidValues(document, property)).map(
				([keyword, value]) => ({
					name: `${name}: ${keyword} where ${Object.values(met).join()}`,
					keyword: `then/properties/${name}/${keyword}`,
					value: { ...valid, ...met, [name]: value },
				}),
			),
	);
}

interface InvalidObject {
	/** `amount: minimum` */
	name: string;
	/** Where the violated constraint is, below the schema. */
	keyword: string;
	value: unknown;
}

/** Copies of a valid object with one violation each. */
function invalidObjects(
	document: Description,
	{ schema }: Variant,
	valid: Node,
): InvalidObject[] {
	const alternatives = alternativesOf(schema);
	return [
		...(schema.required ?? []).map((name: string) => ({
			name: `${name}: required`,
			keyword: "required",
			value: without(valid, [name]),
		})),
		...(alternatives.length > 0
			? [
					{
						name: `${alternatives[0]}: anyOf`,
						keyword: "anyOf",
						value: without(valid, alternatives),
					},
				]
			: []),
		...conditionalViolations(document, schema, valid),
		...(schema.additionalProperties === false
			? [
					{
						name: "no_such_field: unknown",
						keyword: "additionalProperties",
						value: { ...valid, no_such_field: 1 },
					},
				]
			: []),
		...(schema.minProperties
			? [{ name: "body: minProperties", keyword: "minProperties", value: {} }]
			: []),
		...Object.entries<Node>(schema.properties).flatMap(([name, property]) =>
			Object.entries(invalidValues(document, resolve(document, property))).map(
				([keyword, value]) => ({
					name: `${name}: ${keyword}`,
					keyword: `properties/${name}/${keywordOf(keyword)}`,
					value: { ...valid, [name]: value },
				}),
			),
		),
	];
}

/** The keyword that a violation's name stands for. */
function keywordOf(name: string): string {
	return name === FRACTION || name === AS_TEXT ? "type" : name;
}

const FRACTION = "type (fraction)";
/** `"5"`, which many servers coerce to 5. In path and query, every value is a string. */
const AS_TEXT = "type (string)";

const BAD_FORMAT = {
	uuid: "not-a-uuid",
	email: "not an e-mail",
	uri: "not a url",
	"whatwg-url": "not a url",
	"date-time": "yesterday",
} as const;

/** For each constraint of a schema, a value that violates it and, if possible, nothing else. */
export function invalidValues(
	document: Description,
	schema: Node,
): Record<string, unknown> {
	const types: string[] = [schema.type].flat();
	const isString = types.includes("string");
	const isArray = types.includes("array");
	const objectOf = (count: number) =>
		Object.fromEntries(
			Array.from({ length: count }, (_, index) => [`key_${index}`, "x"]),
		);
	return {
		...(schema.type && {
			type: isString ? { not: "text" } : "not a number, list or object",
		}),
		...(schema.enum && { enum: "NO_SUCH_VALUE" }),
		...(schema.const !== undefined && { const: "NO_SUCH_VALUE" }),
		...(schema.format in BAD_FORMAT && {
			format: BAD_FORMAT[schema.format as keyof typeof BAD_FORMAT],
		}),
		...(schema.anyOf && { anyOf: "in no format at all" }),
		...(schema.pattern && {
			pattern: /ur[il]$/.test(schema.format) ? "ftp://shop.example.ci" : "%%",
		}),
		...(schema.minimum !== undefined && { minimum: schema.minimum - 1 }),
		...(schema.exclusiveMinimum !== undefined && {
			exclusiveMinimum: schema.exclusiveMinimum,
		}),
		...(schema.maximum !== undefined && { maximum: schema.maximum + 1 }),
		...(schema.exclusiveMaximum !== undefined && {
			exclusiveMaximum: schema.exclusiveMaximum,
		}),
		...(schema.minLength && { minLength: "x".repeat(schema.minLength - 1) }),
		...(schema.maxLength && { maxLength: "x".repeat(schema.maxLength + 1) }),
		...(schema.minItems && { minItems: isArray ? [] : undefined }),
		...(schema.maxProperties && {
			maxProperties: objectOf(schema.maxProperties + 1),
		}),
		...(schema.items && {
			items: Object.values(
				invalidValues(document, resolve(document, schema.items)),
			).slice(0, 1),
		}),
		...(typeof schema.additionalProperties === "object" && {
			additionalProperties: { key: 5 },
		}),
		...(types.includes("integer") && { [FRACTION]: 1.5 }),
		...(/^(integer|number)$/.test(types.join()) && { [AS_TEXT]: "5" }),
		...(types.join() === "boolean" && { [AS_TEXT]: "true" }),
	};
}

/** For each constraint of a parameter's schema, a string that violates it. */
export function invalidParameterValues(
	document: Description,
	schema: Node,
): [keyword: string, text: string][] {
	return Object.entries(invalidValues(document, schema))
		.filter(
			([keyword]) =>
				keyword !== AS_TEXT &&
				// Every value is a valid string, so that the type can't be violated.
				(keyword !== "type" || schema.type !== "string"),
		)
		.map(([keyword, value]) => [
			keyword,
			keyword === "type" ? "seven" : String(value),
		]);
}

/** All constraints of an operation's parameters and body that a request can violate, as {@link invalidRequests} names them. */
export function constraintsOf(
	document: Description,
	operation: Operation,
): Set<string> {
	const keywords = new Set<string>();
	const collect = (node: Node) => {
		const schema = resolve(document, node);
		for (const [keyword, value] of Object.entries(schema)) {
			if (!ANNOTATIONS.includes(keyword) && !keyword.startsWith("x-"))
				keywords.add(
					keyword === "additionalProperties" && value === false
						? "unknown"
						: keyword,
				);
		}
		// Violations in items and in free-form fields count as `items` and `additionalProperties`.
		const parts = [
			...(schema.oneOf ?? []),
			...Object.values<Node>(schema.properties ?? {}),
			...Object.values<Node>(schema.then?.properties ?? {}),
		];
		for (const part of parts) collect(part);
	};
	for (const parameter of operation.parameters) collect(parameter.schema);
	if (operation.body) collect({ $ref: operation.body.schema });
	return keywords;
}

/** Keywords that constrain nothing themselves: annotations, and those that contain other schemas. */
const ANNOTATIONS = [
	"title",
	"description",
	"default",
	"deprecated",
	"properties",
	"oneOf",
	"discriminator",
	"if",
	"then",
];
