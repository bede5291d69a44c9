/** Generates Python samples with `requests`. */
import { KEY_VARIABLE, targetOf } from "@lomi/spec";
import { literal, type Syntax } from "./literal.ts";
import type { SampleRequest } from "./sample-request.ts";

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

export function pythonSample(request: SampleRequest): string {
	const { method, body, params, idempotencyHeader, baseUrl } = request;
	const url = baseUrl + targetOf({ ...request, query: [] });
	const headers = [
		`"${request.keyHeader}": os.environ["${KEY_VARIABLE}"]`,
		...(idempotencyHeader ? [`"${idempotencyHeader}": str(uuid.uuid4())`] : []),
	];
	const values = [
		...(Object.keys(params).length > 0
			? [`params=${literal(params, PYTHON, 1)}`]
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
		`    "${url}",`,
		...values.map((value) => `    ${value},`),
		")",
		"response.raise_for_status()",
		...(request.answers ? ["print(response.json())"] : []),
	].join("\n");
}
