/** What the client throws when the API answers with anything but a 2xx. */
export class LomiError extends Error {
	override name = "LomiError";
	/** HTTP status of the answer. */
	readonly status: number;
	/** The API's word for what went wrong, to branch on; absent where the answer has none. */
	readonly code: string | undefined;
	/** Which field, ID or rule it was about; absent where the answer does not say. */
	readonly details: unknown;
	/** Headers of the answer: `Retry-After` on a 429. */
	readonly headers: Headers;

	constructor(
		response: Response,
		error: { message?: unknown; code?: unknown; details?: unknown },
		options?: ErrorOptions,
	) {
		super(
			typeof error.message === "string"
				? error.message
				: `HTTP ${response.status} ${response.statusText}`.trimEnd(),
			options,
		);
		this.status = response.status;
		this.code = typeof error.code === "string" ? error.code : undefined;
		this.details = error.details;
		this.headers = response.headers;
	}
}
