/** What a sample of any language is made of. */
import type { Request } from "@lomi/spec";

export interface SampleRequest extends Request {
	/** The values of the query as JSON, where it has them as text. */
	params: Record<string, unknown>;
	/** Without a slash at its end. */
	baseUrl: string;
	keyHeader: string;
	/** Only where the operation takes an idempotency key. */
	idempotencyHeader?: string;
	/** False where a success has no body. */
	answers: boolean;
}
