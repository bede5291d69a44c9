/** Signatures of deliveries. */
import { createHmac } from "node:crypto";

/**
 * The signature that an endpoint can verify a delivery by.
 *
 * @param payload The body, as it is sent.
 * @param secret The endpoint's secret.
 */
export function signatureOf(payload: string, secret: string): string {
	return createHmac("sha256", secret).update(payload).digest("hex");
}
