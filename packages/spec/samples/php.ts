/** Generates PHP samples with the curl extension. */
import { KEY_VARIABLE } from "../requests/curl.ts";
import { literal, type Syntax } from "./literal.ts";
import { isAnswered, type OperationRequest } from "./sample-request.ts";

const PHP: Syntax = {
	object: ["[", "]"],
	padding: "",
	field: (name) => `${quote(name)} => `,
	scalar: (value) =>
		typeof value === "string" ? quote(value) : JSON.stringify(value),
	// An empty object: `[]` would be sent as a list.
	emptyObject: "new stdClass()",
	// An array whose keys count from 0 would be sent as a list.
	wrap: (text, keys) =>
		keys.every((key, index) => key === String(index))
			? `(object) ${text}`
			: text,
	indent: "    ",
	lastComma: ",",
};

export function phpSample(request: OperationRequest): string {
	const { method, body, baseUrl, target, idempotencyHeader } = request;
	const headers = [
		`'${request.keyHeader}: ' . getenv('${KEY_VARIABLE}')`,
		...(idempotencyHeader
			? [`'${idempotencyHeader}: ' . bin2hex(random_bytes(16))`]
			: []),
		...(body === undefined ? [] : ["'Content-Type: application/json'"]),
	];
	const options = [
		"CURLOPT_RETURNTRANSFER => true",
		...(method === "GET" && body === undefined
			? []
			: [`CURLOPT_CUSTOMREQUEST => '${method}'`]),
		headers.length === 1
			? `CURLOPT_HTTPHEADER => [${headers}]`
			: `CURLOPT_HTTPHEADER => [\n        ${headers.join(",\n        ")},\n    ]`,
		...(body === undefined
			? []
			: [
					`CURLOPT_POSTFIELDS => json_encode(${literal(body, PHP, 1, true)}, JSON_THROW_ON_ERROR)`,
				]),
	];
	return [
		"<?php",
		"",
		`$curl = curl_init(${quote(baseUrl + target)});`,
		"curl_setopt_array($curl, [",
		...options.map((option) => `    ${option},`),
		"]);",
		"$answer = curl_exec($curl);",
		"if ($answer === false || curl_getinfo($curl, CURLINFO_RESPONSE_CODE) >= 400) {",
		"    throw new RuntimeException($answer ?: curl_error($curl));",
		"}",
		...(isAnswered(request.operation)
			? ["print_r(json_decode($answer, true));"]
			: []),
	].join("\n");
}

function quote(text: string): string {
	return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
