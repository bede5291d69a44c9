/** Generates the source of a client method and of its query type. */
import { CommandError } from "@lomi/cli";
import {
	type Answer,
	argumentNames,
	camelCase,
	type Description,
	hasQuery,
	methodName,
	type Node,
	type Operation,
	type Parameter,
	pascalCase,
	resolve,
	resourceName,
} from "@lomi/spec";

/** The source of an operation's method. */
export function method(document: Description, operation: Operation): string {
	const path = operation.parameters.filter(
		(parameter) => parameter.in === "path",
	);
	const query = hasQuery(operation);
	const needsQuery = operation.parameters.some(
		(parameter) => parameter.in === "query" && parameter.required,
	);
	const body = operation.body;
	if (
		operation.parameters.some(
			({ schema, style = "form", explode }) =>
				schema.type === "array" && (style !== "form" || explode !== false),
		)
	) {
		throw new CommandError(
			`${operation.id}: an array in the query must have style form and explode false; the client supports no other kind.`,
		);
	}
	const types: Record<string, string> = {
		...(body && {
			body: `body: ${schemaName(body.schema, operation.id)}${body.optional ? " = {}" : ""}`,
		}),
		query: `query${needsQuery ? "" : "?"}: ${queryName(operation)}`,
	};
	const parameters = [
		...argumentNames(operation).map((name) => types[name] ?? `${name}: string`),
		`options?: ${operation.idempotent ? "WriteOptions" : "RequestOptions"}`,
	];
	const sent = [
		...(path.length > 0 ? [`path: { ${path.map(pathEntry).join(", ")} }`] : []),
		...(body ? ["body"] : []),
		...(query ? ["query"] : []),
	];
	const result = resultType(operation);
	const [type, call] = operation.pagination
		? [
				`ApiListPromise<${result}, ${itemType(document, operation)}>`,
				`list("${operation.path}", { ${sent.join(", ")} }, ${pagination(operation)}, options)`,
			]
		: [
				`ApiPromise<${result}>`,
				`call("${operation.method.toUpperCase()}", "${operation.path}", { ${sent.join(", ")} }, options)`,
			];
	return [
		comment(
			[
				`${operation.summary}.`,
				"",
				operation.description,
				"",
				...path.map(
					(parameter) =>
						`@param ${camelCase(pascalCase(parameter.name))} ${parameter.description}`,
				),
				...(body ? [`@param body ${body.description}`] : []),
				...(query ? ["@param query Filters and pagination."] : []),
				`@param options \`signal\`, \`timeout\`, \`maxRetries\` and so on${operation.idempotent ? "; `idempotencyKey`" : ""}.`,
				"@throws {LomiError} If there is no response, or it isn't a 2xx.",
				...(operation.beta ? ["@beta"] : []),
				...(operation.deprecated ? ["@deprecated"] : []),
			],
			"\t",
		),
		`\t${methodName(operation)}(${parameters.join(", ")}): ${type} {`,
		`\t\treturn this.#transport.${call};`,
		"\t}",
	].join("\n");
}

function pathEntry(parameter: Parameter): string {
	const name = camelCase(pascalCase(parameter.name));
	return name === parameter.name ? name : `${parameter.name}: ${name}`;
}

/** The type that the method's promise resolves to: the documented body of the first 2xx response. */
function resultType(operation: Operation): string {
	const body = successOf(operation)?.body;
	return body ? schemaName(body.schema, operation.id) : "void";
}

/** The type of a list's items. */
function itemType(document: Description, operation: Operation): string {
	const $ref = successOf(operation)?.body?.schema;
	const { properties } = resolve(document, { $ref });
	return schemaName(properties.data.items.$ref ?? "", operation.id);
}

function successOf(operation: Operation): Answer | undefined {
	return operation.answers.find(({ status }) => status < 300);
}

/** `x-pagination`, plus the default page size. */
function pagination({ id, parameters, pagination }: Operation): string {
	const size = parameters.find(({ name }) => name === pagination?.size);
	const defaultSize = size?.schema.default;
	if (size && defaultSize === undefined)
		throw new CommandError(
			`${id}: the parameter ${size.name} has no default. The client needs one to recognize the last page.`,
		);
	const { style, position, sizeUsed, total } = pagination ?? {};
	const used = { style, position, size: size?.name, sizeUsed, total };
	const entries = Object.entries({ ...used, defaultSize })
		// The client's own default is the name of the style.
		.filter(
			([name, value]) => name !== "position" || value !== pagination?.style,
		)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => {
			const text = JSON.stringify(value);
			return `${name}: ${text.replace('"meta.', '"')}`;
		});
	return `{ ${entries.join(", ")} }`;
}

function queryName(operation: Operation): string {
	return `${operation.id.replace(/^[a-z]/, (letter) => letter.toUpperCase())}Query`;
}

/** The source of an operation's query type. Timestamps accept a `Date` too. */
export function queryType(operation: Operation): string {
	const dates = operation.parameters.filter(
		(parameter) => parameter.in === "query" && isTime(parameter.schema),
	);
	const all = `NonNullable<operations["${operation.id}"]["parameters"]["query"]>`;
	const names = dates.map(({ name }) => `"${name}"`).join(" | ");
	const base = names ? `Omit<${all}, ${names}>` : all;
	return [
		comment(
			[
				`Filters and pagination of \`${resourceName(operation.tag)}.${methodName(operation)}\`.`,
			],
			"",
		),
		`export interface ${queryName(operation)} extends ${base} {`,
		...dates.flatMap(({ name, description, required }) => [
			comment([description], "\t"),
			`\t${name}${required ? "" : "?"}: string | Date${required ? "" : " | undefined"};`,
		]),
		"}",
	].join("\n");
}

/** Whether a schema accepts a timestamp, as one of its formats at least. */
function isTime({ format, anyOf = [], oneOf = [] }: Node): boolean {
	return format === "date-time" || [...anyOf, ...oneOf].some(isTime);
}

/** The name of the schema at a pointer. */
export function schemaName(pointer: string, operationId: string): string {
	const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(pointer) ?? [];
	if (!name) {
		throw new CommandError(
			`${operationId}: a body's schema is inline. Name it under \`schemas\` and reference it; the client's types need the name.`,
		);
	}
	return name;
}

/** A doc comment. */
export function comment(lines: string[], indent: string): string {
	const text = lines.join("\n").replaceAll("*/", "*\\/").trim().split("\n");
	if (text.length === 1) return `${indent}/** ${text[0]} */`;
	return [
		`${indent}/**`,
		...text.map((line) => `${indent} * ${line}`.trimEnd()),
		`${indent} */`,
	].join("\n");
}
