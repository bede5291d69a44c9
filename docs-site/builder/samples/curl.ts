/** A request as a curl line for a POSIX shell. */
import { KEY_VARIABLE, targetOf } from "@lomi/spec";
import { JSON_SYNTAX, literal } from "./literal.ts";
import type { SampleRequest } from "./sample-request.ts";

/** curl sends a GET by itself, and a POST where there is a body. */
export function curlSample(request: SampleRequest): string {
	const { method, body, baseUrl, query } = request;
	const url = `${baseUrl}${targetOf(request)}`;
	const implied = body === undefined ? "GET" : "POST";
	return [
		`curl${method === implied ? "" : ` -X ${method}`} ${query.length > 0 ? `"${url}"` : url}`,
		`-H "${request.keyHeader}: $${KEY_VARIABLE}"`,
		...(request.idempotencyHeader
			? [`-H "${request.idempotencyHeader}: $(uuidgen)"`]
			: []),
		...(body === undefined
			? []
			: ['-H "Content-Type: application/json"', `-d ${quote(body)}`]),
	].join(" \\\n  ");
}

function quote(body: unknown): string {
	const json = literal(body, JSON_SYNTAX, 1, true);
	return `'${json.replaceAll("'", "'\\''")}'`;
}
