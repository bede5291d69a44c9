/** Generates Python samples with `requests`. */
import { KEY_VARIABLE } from "../requests/curl.ts";
import { literal, type Syntax } from "./literal.ts";
import { isAnswered, type OperationRequest, urlOf } from "./sample-request.ts";

const WORDS = new Map<unknown, string>([
	[null, "None"],
	[true, "True"],
	[false, "False"],
]);

const PYTHON: Syntax = {
	object: ["{", "}"],
	padding: "",
	field: (name) => `${JSON.stringify(name)}: `,
	// JSON string escapes are valid in Python.
	scalar: (value) => WORDS.get(value) ?? JSON.stringify(value),
	indent: "    ",
	lastComma: ",",
};

export function pythonSample(request: OperationRequest): string {
	const { method, body, idempotencyHeader } = request;
	const params = Object.entries(request.params);
	const headers = [
		`"${request.keyHeader}": os.environ["${KEY_VARIABLE}"]`,
		...(idempotencyHeader ? [`"${idempotencyHeader}": str(uuid.uuid4())`] : []),
	];
	const values = [
		...(params.length > 0
			? [`params=${literal(Object.fromEntries(params.map(asText)), PYTHON, 1)}`]
			: []),
		headers.length === 1
			? `headers={${headers}}`
			: `headers={\n        ${headers.join(",\n        ")},\n    }`,
		...(body === undefined ? [] : [`json=${literal(body, PYTHON, 1, true)}`]),
		"timeout=30",
	];
	return [
		"import os",
		...(idempotencyHeader ? ["import uuid"] : []),
		"",
		"import requests",
		"",
		`response = requests.${method.toLowerCase()}(`,
		`    ${JSON.stringify(urlOf(request))},`,
		...values.map((value) => `    ${value},`),
		")",
		"response.raise_for_status()",
		...(isAnswered(request.operation) ? ["print(response.json())"] : []),
	].join("\n");
}

/** A parameter as `requests` has to get it: it would send `True` for a boolean, and a list as several parameters. */
function asText([name, value]: [string, unknown]): [string, unknown] {
	return [name, typeof value === "number" ? value : String(value)];
}
