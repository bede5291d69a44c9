/** Decodes response bodies by their `Content-Encoding`. */
import {
	brotliDecompressSync,
	gunzipSync,
	inflateRawSync,
	inflateSync,
	zstdDecompressSync,
} from "node:zlib";

/** No documented response comes near it; a decompression bomb does. */
const LIMITS = { maxOutputLength: 64 * 2 ** 20 };

/** By content coding, as in RFC 9110, section 8.4.1. */
const DECODERS: Record<string, (body: Buffer) => Buffer> = {
	gzip: (body) => gunzipSync(body, LIMITS),
	// In zlib format; some servers leave out its header.
	deflate: (body) =>
		((body[0] ?? 0) & 0x0f) === 8
			? inflateSync(body, LIMITS)
			: inflateRawSync(body, LIMITS),
	br: (body) => brotliDecompressSync(body, LIMITS),
	zstd: (body) => zstdDecompressSync(body, LIMITS),
	identity: (body) => body,
};

export interface DecodedBody {
	text: string;
	/** The codings that were undone, in the order in which the server applied them. */
	codings: string[];
	/** Why the body can't be read; undefined if it can. */
	unreadable: string | undefined;
}

/** @param contentEncoding The value of the header; undefined if there is none. */
export function decodeBody(
	body: Buffer,
	contentEncoding: string | undefined,
): DecodedBody {
	const codings = (contentEncoding ?? "")
		.toLowerCase()
		.split(",")
		.map((coding) => coding.trim().replace(/^x-(?=gzip$)/, ""))
		.filter((coding) => coding !== "" && coding !== "identity");
	const unreadable = (reason: string): DecodedBody => ({
		text: "",
		codings: [],
		unreadable: `its Content-Encoding is ${contentEncoding}, ${reason}`,
	});
	// The response to a HEAD, and a 204, have the header of a body that they don't have.
	if (body.length === 0)
		return { text: "", codings: [], unreadable: undefined };
	let decoded = body;
	for (const coding of codings.toReversed()) {
		const decode = Object.hasOwn(DECODERS, coding) && DECODERS[coding];
		if (!decode)
			return unreadable(
				`and the suite only decodes ${Object.keys(DECODERS).join(", ")}`,
			);
		try {
			decoded = decode(decoded);
		} catch (error) {
			return unreadable(
				`but the body isn't in that format (${(error as Error).message})`,
			);
		}
	}
	return { text: decoded.toString("utf8"), codings, unreadable: undefined };
}
