/** Responses, and the preferences of clients. */

/** The response that a client asked for with `Prefer: code=404, example=notFound`. */
export interface Preference {
	code?: string;
	example?: string;
}

export interface HttpAnswer {
	status: number;
	headers: Record<string, string>;
	/** Absent if the response has no content. */
	body?: unknown;
}
