/** Reads the entries of a HAR 1.2 file as browsers and proxies write it. */
import { CommandError } from "@lomi/cli";
import { parseJson } from "./http/response.ts";

interface Header {
	name: string;
	value: string;
}

/** One exchange of a recording. */
export interface HarEntry {
	startedDateTime?: string;
	request: {
		method: string;
		url: string;
		headers: Header[];
		postData?: { text?: string };
		/** Length of the body in bytes; -1 if it isn't known. */
		bodySize?: number;
	};
	response: {
		/** Zero or less if no response arrived. */
		status: number;
		headers: Header[];
		content: { size?: number; text?: string; encoding?: string };
	};
	/** Why the browser has no complete response, such as `net::ERR_ABORTED`. */
	error?: string;
}

/** An entry as it is written: programs leave out what an aborted request doesn't have. */
interface WrittenEntry {
	startedDateTime?: string;
	request?: Partial<HarEntry["request"]>;
	response?: Partial<HarEntry["response"]> & { _error?: unknown };
	_error?: unknown;
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

function isEntry(entry: WrittenEntry | null): boolean {
	return (
		typeof entry?.request?.url === "string" &&
		typeof entry.request.method === "string" &&
		Array.isArray(entry.request.headers ?? []) &&
		Array.isArray(entry.response?.headers ?? [])
	);
}

function normalize(entry: WrittenEntry): HarEntry {
	const { startedDateTime, request, response } = entry;
	const error = response?._error ?? entry._error;
	return {
		...(startedDateTime !== undefined && { startedDateTime }),
		request: { method: "", url: "", headers: [], ...request },
		response: {
			status: Number(response?.status) || 0,
			headers: response?.headers ?? [],
			content: response?.content ?? {},
		},
		...(error !== undefined && error !== null && { error: String(error) }),
	};
}

/** Whether a request had a body that isn't in the recording. */
export function lacksRequestBody({ request }: HarEntry): boolean {
	const { headers, postData, bodySize = 0 } = request;
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
