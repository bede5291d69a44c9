/** Generates TypeScript samples with our client. */

import { argumentNames, methodName, resourceName } from "../method-names.ts";
import {
	type Description,
	type Node,
	resolve,
	testServer,
} from "../operations.ts";
import { KEY_VARIABLE } from "../requests/curl.ts";
import { literal, type Syntax } from "./literal.ts";
import type { OperationRequest } from "./sample-request.ts";

const TYPESCRIPT: Syntax = {
	object: ["{", "}"],
	padding: " ",
	field: (name) => `${nameOfField(name)}: `,
	scalar: (value) => JSON.stringify(value),
	indent: "\t",
	lastComma: ",",
};

/** Maximum line width of a call. A longer one has one line per argument. */
const WIDTH = 80;

/** Doesn't include the idempotency key, which the client generates. */
export function typescriptSample(
	document: Description,
	request: OperationRequest,
): string {
	const { baseUrl } = request;
	// The client knows lomi.'s own by the key.
	const options =
		baseUrl === testServer(document).url
			? ""
			: literal({ baseUrl }, TYPESCRIPT);
	return [
		'import { Lomi } from "lomi-openapi";',
		"",
		`const lomi = new Lomi(${options}); // reads ${KEY_VARIABLE}`,
		...use(document, request),
	].join("\n");
}

/** Uses the result: iterates over a list, or destructures `data` and secrets next to it. */
function use(document: Description, request: OperationRequest): string[] {
	const { operation } = request;
	const success = operation.answers.find(({ status }) => status < 300);
	if (!success?.body) return [`${call("await ", request)};`];
	const { properties } = resolve(document, { $ref: success.body.schema });
	const { data, ...others } = properties as Record<string, Node>;
	if (operation.pagination) {
		const item = nameOf(data?.items);
		return [
			`${call(`for await (const ${item} of `, request)}) {`,
			`\tconsole.log(${item});`,
			"}",
		];
	}
	const secrets = Object.entries(others)
		.filter(([, node]) => resolve(document, node).format === "password")
		.map(([name]) => name);
	const name = nameOf(data);
	const kept = [name === "data" ? name : `data: ${name}`, ...secrets];
	return [
		`${call(`const { ${kept.join(", ")} } = await `, request)};`,
		`console.log(${[name, ...secrets].join(", ")});`,
	];
}

function call(before: string, request: OperationRequest): string {
	const { tag } = request.operation;
	const method = `${before}lomi.${resourceName(tag)}.${methodName(request.operation)}`;
	const line = `${method}(${argumentsOf(request, 0).join(", ")})`;
	const [first = ""] = line.split("\n");
	if (first.length <= WIDTH) return line;
	const lines = argumentsOf(request, 1).map((value) => `\t${value},\n`);
	return `${method}(\n${lines.join("")})`;
}

/** The values of {@link argumentNames}, without an empty query. */
function argumentsOf(request: OperationRequest, depth: number): string[] {
	const { operation, path, params, body } = request;
	const ids = Object.values(path);
	return argumentNames(operation).flatMap((name) => {
		if (name === "body") return literal(body, TYPESCRIPT, depth, true);
		if (name !== "query") return JSON.stringify(ids.shift());
		return Object.keys(params).length > 0
			? literal(params, TYPESCRIPT, depth)
			: [];
	});
}

function nameOfField(name: string): string {
	// As a plain key, it would set the object's prototype.
	if (name === "__proto__") return `[${JSON.stringify(name)}]`;
	return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

/** A variable name from the schema: `checkoutSession`. */
function nameOf(node: Node | undefined): string {
	const name: string = node?.$ref?.split("/").at(-1) ?? "data";
	return name.charAt(0).toLowerCase() + name.slice(1);
}
