/** Parses requests, and rejects what can't be parsed. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { JSON_TYPE } from "@lomi/spec";
import { findInvalidText } from "@lomi/spec/parse-body";
import type { Preference } from "./answer.ts";
import { refuse, refuseInput } from "./refusal.ts";

/** Largest request body, in bytes. */
export const BODY_LIMIT = 1_000_000;
const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
/** A media range (RFC 9110, section 12.5.1), and its parameters. */
const MEDIA_RANGE = new RegExp(`^(${TOKEN}/${TOKEN})\\s*(;.*)?$`, "s");
/** A weight of zero, which excludes. */
const EXCLUDED = /;\s*q\s*=\s*"?(0+(\.0*)?|\.0+)"?\s*(;|$)/i;
/** The elements of a list, which commas separate, but not within quotes. */
const ELEMENTS = /(?:"[^"]*"|[^,])+/g;
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

/** The path and query of a request, without the normalization of a URL parser: `//` and `..` are kept. */
export function readTarget(target: string): {
	pathname: string;
	query: URLSearchParams;
} {
	const [, pathname = target, query = ""] =
		/^(?:https?:\/\/[^/?]*)?([^?#]*)\??([^#]*)/i.exec(target) ?? [];
	unlessMalformed(() => decodeURIComponent(query.replaceAll("+", " ")));
	return { pathname, query: new URLSearchParams(query) };
}

/** Decodes, and rejects the request if a percent escape is malformed. */
export function unlessMalformed<Result>(decode: () => Result): Result {
	try {
		return decode();
	} catch (error) {
		if (!(error instanceof URIError)) throw error;
		return refuseInput("The address has a malformed percent escape.");
	}
}

/**
 * Rejects an `Accept` that certainly excludes a media type. Parts that can't be read are skipped, as clients send them: older Java has
 * `*; q=.2`. Where something was skipped, it may have been the type.
 */
export function checkAccept(accept = "", type = JSON_TYPE): void {
	const parts = (accept.match(ELEMENTS) ?? [])
		.map((part) => part.trim())
		.filter(Boolean);
	const ranges = parts.flatMap((part) => {
		const [, range = "", parameters = ""] = MEDIA_RANGE.exec(part) ?? [];
		return range ? [{ range: range.toLowerCase(), parameters }] : [];
	});
	if (ranges.length < parts.length || ranges.length === 0) return;
	// From the most specific on.
	const fitting = [type, type.replace(/\/.*/, "/*"), "*/*"];
	const [best] = fitting.flatMap((each) =>
		ranges.filter(({ range }) => range === each),
	);
	if (!best || EXCLUDED.test(best.parameters))
		refuse(
			406,
			"Not acceptable",
			`The API answers in \`${type}\` only; the \`Accept\` header leaves it out.`,
		);
}

/** Whether a `Content-Type` is JSON in UTF-8. Parameters that can't be read, or mean nothing, are skipped. */
function isJsonType(type = ""): boolean {
	const [essence = ""] = type.split(";");
	const [, charset = "utf-8"] = CHARSET.exec(type) ?? [];
	return (
		essence.trim().toLowerCase() === "application/json" &&
		/^(utf-?8)?$/i.test(charset)
	);
}

/** The body as text; empty if there is none. */
export async function readBody(request: IncomingMessage): Promise<string> {
	const { headers } = request;
	if (Number(headers["content-length"]) > BODY_LIMIT) refuseLength();
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request) {
		length += chunk.length;
		if (length > BODY_LIMIT) refuseLength();
		chunks.push(chunk);
	}
	return decodeBody(Buffer.concat(chunks), headers);
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Decodes a body, and rejects one whose headers or bytes can't be JSON text. */
export function decodeBody(
	bytes: Buffer,
	headers: IncomingHttpHeaders,
): string {
	if (!/^(identity)?$/i.test(headers["content-encoding"] ?? ""))
		refuseInput("Send the body as it is, without a `Content-Encoding` header.");
	if (bytes.length > 0 && !isJsonType(headers["content-type"]))
		refuseInput(
			"The `Content-Type` header must be `application/json`, in UTF-8.",
		);
	try {
		return UTF8.decode(bytes);
	} catch {
		return refuseInput(
			findInvalidText(bytes)?.details ?? "The request body is not UTF-8 text.",
		);
	}
}

function refuseLength(): never {
	const details = `The request body is larger than ${BODY_LIMIT / 1e6} MB.`;
	return refuse(413, "Invalid request", details, { connection: "close" });
}

/** `Prefer: code=404, example=notFound`, with Prism's comma. Other preferences are ignored (RFC 7240). */
export function readPreference(prefer: string | string[] = ""): Preference {
	const pairs = [prefer]
		.flat()
		.join(",")
		.matchAll(/(?<=^|[,;\s])(code|example)\s*=\s*"?([^",;\s]+)"?/gi);
	return Object.fromEntries(
		[...pairs].map(([, key = "", value]) => [key.toLowerCase(), value]),
	);
}
