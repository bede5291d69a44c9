/** The request of a sample, for all languages. */
import type { Request } from "@lomi/spec";

export interface SampleRequest extends Request {
	/** The query with JSON values instead of text. */
	params: Record<string, unknown>;
	/** Without a trailing slash. */
	baseUrl: string;
	keyHeader: string;
	/** Only if the operation accepts an idempotency key. */
	idempotencyHeader?: string;
	/** False if the 2xx response has no body. */
	answers: boolean;
}
