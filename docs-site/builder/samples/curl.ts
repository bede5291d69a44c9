/** A request as a curl line for a POSIX shell. */
import { curlCommand, KEY_VARIABLE, quoteForShell, targetOf } from "@lomi/spec";
import { JSON_SYNTAX, literal } from "./literal.ts";
import type { SampleRequest } from "./sample-request.ts";

/**
 * The key is read from the environment. The idempotency key, which is optional, is left out: no command that makes one is on every system,
 * and with a literal one the reader's second request would be a replay or a conflict.
 */
export function curlSample(request: SampleRequest): string {
	const { method, body, baseUrl, query } = request;
	const url = `${baseUrl}${targetOf(request)}`;
	return curlCommand(
		{
			method,
			url: query.length > 0 ? `"${url}"` : url,
			headers: [
				`"${request.keyHeader}: $${KEY_VARIABLE}"`,
				...(body === undefined ? [] : ['"Content-Type: application/json"']),
			],
			body:
				body === undefined
					? undefined
					: quoteForShell(literal(body, JSON_SYNTAX, 1, true)),
		},
		{ separator: " \\\n  " },
	);
}
