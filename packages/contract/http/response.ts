/** A response as the suite received it, or the reason why there is none. */

export interface HttpResponse {
	status: number;
	/** By lower-case name; repeated headers are joined by commas. */
	headers: Record<string, string>;
	/** Decoded; empty if that isn't possible. */
	text: string;
	/** Why the body can't be decoded; undefined if it can. */
	unreadable?: string | undefined;
	/** True if the request was sent twice, as the first connection was closed without a response. */
	resent?: boolean;
	/** The text parsed as JSON; undefined if it isn't JSON. */
	body: unknown;
}

/** No response arrived: the connection was refused or reset, or the request timed out. */
export class NoResponse extends Error {
	override name = "NoResponse";
}

/** Parses JSON. Returns undefined if the text isn't JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
