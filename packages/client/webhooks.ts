/** Verifies and signs webhook deliveries. Uses WebCrypto only, so that it runs on servers, in workers and in browsers. */
import { SIGNATURE_HEADER, type WebhookEvent } from "../../generated/client.ts";
import { LomiError } from "./errors.ts";

export type { WebhookEvent } from "../../generated/client.ts";

/** The raw body of a delivery, as bytes or text. Not the object that a framework parsed from it. */
export type RawBody = string | ArrayBuffer | Uint8Array;

export interface VerifyOptions {
	body: RawBody;
	/** Value of the header `X-Lomi-Signature`, as your framework returns it. */
	signature: string | readonly string[] | null | undefined;
	/** The endpoint's secret, including `whsec_`. Pass several while you rotate it: one of them must match. */
	secret: string | readonly string[] | undefined;
	/** Maximum age of the event in milliseconds. Default: any age. A retried event keeps its first timestamp, so less than about 6 hours rejects real events. */
	maxAge?: number | undefined;
}

/** An event that this version of the client doesn't know. Return a 2xx and ignore it. */
export interface UnknownWebhookEvent {
	id: string;
	/** Any name except those of {@link WebhookEvent}. `String(event.event)` has the type `string`. */
	// A plain `string` would match every comparison, and no `case` would narrow; the symbol exists only as a type. It is a global one, because
	// declarations of programs that return an event's name couldn't name one of ours (TS4058).
	// biome-ignore lint/complexity/noBannedTypes: the object type is what a known name doesn't match.
	event: String & { readonly [Symbol.toStringTag]: "UnknownEventName" };
	timestamp: string;
	data: unknown;
	lomi_environment: string;
}

/** The delivery is not from lomi., or is not an event. Return a 401 and don't process it. */
export class WebhookVerificationError extends LomiError {
	override name = "WebhookVerificationError";
}

/**
 * Verifies that lomi. sent a delivery, and returns its event. Signatures are compared in constant time.
 *
 * @throws {WebhookVerificationError} If the signature is missing or doesn't match, the event is too old, or the body is not an event.
 * @throws {TypeError} If the body is parsed already, or no usable secret is passed. Nothing was verified then.
 */
export async function verifyWebhook({
	body,
	signature,
	secret,
	maxAge = Number.POSITIVE_INFINITY,
}: VerifyOptions): Promise<WebhookEvent | UnknownWebhookEvent> {
	const bytes = bytesOf(body);
	const secrets = [secret].flat();
	if (secrets.length === 0) secrets.push(undefined);
	for (const each of secrets) checkSecret(each);
	if (!(maxAge > 0))
		throw new TypeError(
			`maxAge must be a number of milliseconds greater than 0, not ${maxAge}.`,
		);
	const received = signatureBytes(signature);
	const matches = await Promise.all(
		secrets.map(async (each) =>
			crypto.subtle.verify(
				"HMAC",
				await keyOf(each as string),
				received,
				bytes,
			),
		),
	);
	if (!matches.includes(true))
		throw new WebhookVerificationError(
			"The signature doesn't match the body. Either lomi. didn't send it, the secret belongs to another endpoint, or the body isn't the raw bytes that arrived.",
		);
	const event = eventOf(bytes);
	const age = Math.abs(Date.now() - Date.parse(event.timestamp));
	// Rejects an unreadable timestamp (NaN) too.
	if (maxAge !== Number.POSITIVE_INFINITY && !(age <= maxAge))
		throw new WebhookVerificationError(
			`The event's timestamp ${event.timestamp} is outside maxAge (${maxAge} ms).`,
		);
	return event;
}

/**
 * Signs a body as lomi. does, for tests of your own receiver.
 *
 * @returns The value of the header `X-Lomi-Signature`: the HMAC-SHA256 of the body's bytes in lower-case hex.
 * @throws {TypeError} If the body is an object, or the secret is missing or invalid.
 */
export async function signWebhook({
	body,
	secret,
}: {
	body: RawBody;
	secret: string;
}): Promise<string> {
	checkSecret(secret);
	const signed = await crypto.subtle.sign(
		"HMAC",
		await keyOf(secret),
		bytesOf(body),
	);
	return [...new Uint8Array(signed)]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join("");
}

function bytesOf(body: RawBody): Uint8Array<ArrayBuffer> {
	if (typeof body === "string") return new TextEncoder().encode(body);
	// Copied, so that it can't change while it is verified. No instanceof: in Jest, Buffer and Uint8Array come from different realms.
	if (ArrayBuffer.isView(body))
		return new Uint8Array(
			body.buffer,
			body.byteOffset,
			body.byteLength,
		).slice();
	if (Object.prototype.toString.call(body) === "[object ArrayBuffer]")
		return new Uint8Array(body).slice();
	throw new TypeError(
		"The body is not raw. Pass the bytes or text that arrived, before a framework parses them: express.raw(), await request.text().",
	);
}

function checkSecret(secret: string | undefined): void {
	const fault = !secret
		? "is missing"
		: /\s/.test(secret)
			? "contains white space"
			: undefined;
	if (fault)
		throw new TypeError(
			`The webhook secret ${fault}. Pass the endpoint's secret exactly as lomi. showed it.`,
		);
}

function signatureBytes(
	signature: VerifyOptions["signature"],
): Uint8Array<ArrayBuffer> {
	const text = [signature].flat().join();
	if (!text)
		throw new WebhookVerificationError(
			`The header ${SIGNATURE_HEADER} is missing. lomi. sends it with every delivery.`,
		);
	if (!/^[0-9a-f]{64}$/.test(text))
		throw new WebhookVerificationError(
			`The header ${SIGNATURE_HEADER} is not a signature: expected 64 lower-case hex digits.`,
		);
	const digits = text.match(/../g) ?? [];
	return Uint8Array.from(digits, (pair) => Number.parseInt(pair, 16));
}

function keyOf(secret: string): Promise<CryptoKey> {
	return crypto.subtle.importKey(
		"raw",
		new TextEncoder().encode(secret),
		{ name: "HMAC", hash: "SHA-256" },
		false,
		["sign", "verify"],
	);
}

function eventOf(bytes: Uint8Array): WebhookEvent | UnknownWebhookEvent {
	try {
		const event = JSON.parse(new TextDecoder().decode(bytes));
		if (typeof event.id === "string" && typeof event.event === "string")
			return event;
	} catch {
		// Not JSON, or null.
	}
	throw new WebhookVerificationError(
		"The signature is valid, but the body is not an event.",
	);
}
