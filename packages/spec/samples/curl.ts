/** A request as a curl line for a POSIX shell. */
import { KEY_VARIABLE } from "../requests/curl.ts";
import { curlCommand, quoteForShell } from "../requests/curl-command.ts";
import { JSON_SYNTAX, literal } from "./literal.ts";
import type { SampleRequest } from "./sample-request.ts";

/** A request of any kind, also one that no operation takes. */
export interface CurlRequest extends SampleRequest {
	/** Sent as it is instead of `body`. */
	text?: string;
	/** Sent instead of `body`, because a command line can't hold it. */
	file?: string;
	/** Default: that of JSON, if there is a body. An empty one sends none. */
	contentType?: string | undefined;
}

/**
 * The key is read from the environment. The idempotency key, which is optional, is left out: no command that makes one is on every system,
 * and with a literal one the reader's second request would be a replay or a conflict.
 */
export function curlSample(request: CurlRequest): string {
	const { method, baseUrl, target } = request;
	const isHead = method === "HEAD";
	const { data, word } = isHead ? {} : dataOf(request);
	const flags = [
		...(isHead ? ["--head"] : []),
		// curl would resolve them, as browsers do.
		...(/\/\.{1,2}(?=[/?]|$)/.test(target) ? ["--path-as-is"] : []),
	];
	const command = curlCommand(
		{
			method: isHead ? "GET" : method,
			url: quoteUrl(baseUrl + target),
			headers: [
				`"${request.keyHeader}: $${KEY_VARIABLE}"`,
				...(word === undefined ? [] : [contentTypeOf(request)]),
			],
			body: word,
		},
		{ ...(data && { data }), separator: " \\\n  " },
	);
	return command.replace("curl", ["curl", ...flags].join(" "));
}

function dataOf({ body, text, file }: CurlRequest): {
	data?: "-d" | "--data-raw" | "--data-binary";
	word?: string;
} {
	if (file !== undefined) return { data: "--data-binary", word: `@${file}` };
	if (text !== undefined)
		return { data: "--data-raw", word: quoteForShell(text) };
	if (body === undefined) return {};
	return {
		data: "-d",
		word: quoteForShell(literal(body, JSON_SYNTAX, 1, true)),
	};
}

function contentTypeOf({
	contentType = "application/json",
}: CurlRequest): string {
	const header = contentType ? `Content-Type: ${contentType}` : "Content-Type:";
	return isPlain(header) ? `"${header}"` : quoteForShell(header);
}

function quoteUrl(url: string): string {
	if (/^[\w:/.~%-]+$/.test(url)) return url;
	return isPlain(url) ? `"${url}"` : quoteForShell(url);
}

/** Whether nothing in a text means anything to a shell between double quotes. */
function isPlain(text: string): boolean {
	return !/["$`\\!\n]/.test(text);
}
