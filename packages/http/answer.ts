/** What a server answers, and what a client may ask for. */

/** Which answer a client asked for with `Prefer: code=404, example=notFound`. */
export interface Preference {
	code?: string;
	example?: string;
}

export interface HttpAnswer {
	status: number;
	headers: Record<string, string>;
	/** Absent where the answer has no content. */
	body?: unknown;
}
