/** Generates PHP samples with the curl extension. */
import { KEY_VARIABLE, targetOf } from "@lomi/spec";
import { literal, type Syntax } from "./literal.ts";
import type { SampleRequest } from "./sample-request.ts";

const PHP: Syntax = {
	object: ["[", "]"],
	padding: "",
	field: (name) => `${quote(name)} => `,
	scalar: (value) =>
		typeof value === "string" ? quote(value) : JSON.stringify(value),
	// An empty object: `[]` would be sent as a list.
	emptyObject: "new stdClass()",
	indent: "    ",
	lastComma: ",",
};

export function phpSample(request: SampleRequest): string {
	const { method, body, baseUrl, idempotencyHeader } = request;
	const headers = [
		`'${request.keyHeader}: ' . getenv('${KEY_VARIABLE}')`,
		...(idempotencyHeader
			? [`'${idempotencyHeader}: ' . bin2hex(random_bytes(16))`]
			: []),
		...(body === undefined ? [] : ["'Content-Type: application/json'"]),
	];
	const options = [
		"CURLOPT_RETURNTRANSFER => true",
		...(method === "GET" ? [] : [`CURLOPT_CUSTOMREQUEST => '${method}'`]),
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
		`$curl = curl_init(${quote(`${baseUrl}${targetOf(request)}`)});`,
		"curl_setopt_array($curl, [",
		...options.map((option) => `    ${option},`),
		"]);",
		"$answer = curl_exec($curl);",
		"if ($answer === false || curl_getinfo($curl, CURLINFO_RESPONSE_CODE) >= 400) {",
		"    throw new RuntimeException($answer ?: curl_error($curl));",
		"}",
		...(request.answers ? ["print_r(json_decode($answer, true));"] : []),
	].join("\n");
}

function quote(text: string): string {
	return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
