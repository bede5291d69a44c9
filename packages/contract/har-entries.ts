/** Reads the entries of a HAR 1.2 file as browsers and proxies write it. */
import { CommandError } from "@lomi/cli";
import type { Node } from "@lomi/spec";
import { parseJson } from "./http/response.ts";

interface Header {
	name: string;
	value: string;
}

/** One exchange of a recording. */
export interface HarEntry {
	startedDateTime: string | undefined;
	request: {
		method: string;
		url: string;
		headers: Header[];
		postData: { text: string | undefined } | undefined;
		/** Length of the body in bytes; -1 or 0 if it isn't known. */
		bodySize: number;
	};
	response: {
		/** Zero or less if no response arrived. */
		status: number;
		headers: Header[];
		content: {
			/** Length of the body in bytes; -1 or 0 if it isn't known. */
			size: number;
			text: string | undefined;
			encoding: string | undefined;
		};
	};
	/** Why the browser has no complete response, such as `net::ERR_ABORTED`. */
	error: string | undefined;
}

/**
 * Reads the entries of a HAR file, in UTF-8 or UTF-16, with or without a byte order mark.
 *
 * @param name File name, for messages.
 * @throws {CommandError} If it isn't a HAR file.
 */
export function readEntries(contents: Uint8Array, name: string): HarEntry[] {
	const har = parseJson(decodeText(contents)) as
		| { log?: { entries?: unknown } }
		| undefined;
	const entries = har?.log?.entries;
	if (!Array.isArray(entries) || !entries.every(isEntry))
		throw new CommandError(
			`${name} is not a HAR file. Save one from the network panel of a browser, or from a proxy.`,
		);
	return entries.map(normalize);
}

/** Decodes a text file as its byte order mark says, or else as UTF-8. A `TextDecoder` drops the mark. */
function decodeText(contents: Uint8Array): string {
	const [first, second] = contents;
	const encoding =
		first === 0xff && second === 0xfe
			? "utf-16le"
			: first === 0xfe && second === 0xff
				? "utf-16be"
				: "utf-8";
	return new TextDecoder(encoding).decode(contents);
}

function isEntry(entry: Node | null): boolean {
	const request = entry?.request;
	return typeof request?.url === "string" && typeof request.method === "string";
}

/** Programs leave out what an aborted request doesn't have, or write null for it. */
function normalize(entry: Node): HarEntry {
	const { startedDateTime, request, response } = entry;
	const error = response?._error ?? entry._error ?? undefined;
	const content = response?.content;
	return {
		startedDateTime: optionalText(startedDateTime),
		request: {
			method: request.method,
			url: request.url,
			headers: readHeaders(request.headers),
			postData: request.postData && {
				text: optionalText(request.postData.text),
			},
			bodySize: Number(request.bodySize) || 0,
		},
		response: {
			status: Number(response?.status) || 0,
			headers: readHeaders(response?.headers),
			content: {
				size: Number(content?.size) || 0,
				text: optionalText(content?.text),
				encoding: optionalText(content?.encoding),
			},
		},
		error: error === undefined ? undefined : String(error),
	};
}

function optionalText(value: unknown): string | undefined {
	return typeof value === "string" ? value : undefined;
}

/** Skips what can't be a header. */
function readHeaders(written: unknown): Header[] {
	const headers: (Node | null)[] = Array.isArray(written) ? written : [];
	return headers.flatMap((header) => {
		const name = optionalText(header?.name);
		const value = optionalText(header?.value);
		return name !== undefined && value !== undefined ? [{ name, value }] : [];
	});
}

/** Whether a request had a body that isn't in the recording. */
export function lacksRequestBody({ request }: HarEntry): boolean {
	const { headers, postData, bodySize } = request;
	const length = headers.find(
		({ name }) => name.toLowerCase() === "content-length",
	)?.value;
	return postData?.text === undefined && (bodySize > 0 || Number(length) > 0);
}

/** Why an entry has nothing of the server's to check; undefined if it has. */
export function reasonToSkip({
	response,
	error,
}: HarEntry): string | undefined {
	if (error !== undefined) return error;
	if (response.status <= 0) return "no response";
	// The body is in the browser's cache.
	if (response.status === 304) return "304 Not Modified";
	return undefined;
}
