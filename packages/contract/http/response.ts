/** A response as the suite received it, or the reason why there is none. */

export interface HttpResponse {
	status: number;
	/** By lower-case name; repeated headers are joined by commas. */
	headers: Record<string, string>;
	text: string;
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
