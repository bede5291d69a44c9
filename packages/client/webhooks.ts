/** Webhook deliveries: who sent this, and what is it? On WebCrypto alone, so that it runs on servers, workers and in browsers. */
import { SIGNATURE_HEADER, type WebhookEvent } from "../../generated/client.ts";
import { LomiError } from "./errors.ts";

/** The body of a delivery as it arrived: its bytes, or the text that they are. Not the object that a framework parsed from it. */
export type RawBody = string | ArrayBuffer | Uint8Array;

export interface VerifyOptions {
	body: RawBody;
	/** Value of the header `X-Lomi-Signature`, as your framework gives it. */
	signature: string | readonly string[] | null | undefined;
	/** The endpoint's secret, `whsec_` included. Several while you change it: one of them has to fit. */
	secret: string | readonly string[] | undefined;
	/** Milliseconds that the event may be old. Default: any age. A retried event keeps its first timestamp, so less than about 6 hours refuses real events. */
	maxAge?: number | undefined;
}

/** An event that this version of the client doesn't know. Answer 2xx, and go on. */
export interface UnknownWebhookEvent {
	id: string;
	/** Any name but those of {@link WebhookEvent}. `String(event.event)` is a string for TypeScript, too. */
	// biome-ignore lint/complexity/noBannedTypes: a `string` would take part in every comparison, and no `case` would narrow.
	event: String & { readonly [UNKNOWN]: true };
	timestamp: string;
	data: unknown;
	lomi_environment: string;
}

/** Never there; it keeps the names of known events apart from the others, so that `switch (event.event)` narrows. */
declare const UNKNOWN: unique symbol;

/** The delivery doesn't prove to be from lomi., or is no event. Answer 400 or 401, and do nothing. */
export class WebhookVerificationError extends LomiError {
	override name = "WebhookVerificationError";
}

/**
 * Verifies that lomi. sent a delivery, and gives its event. The comparison takes constant time.
 *
 * @throws {WebhookVerificationError} Where the signature is missing or doesn't fit, the event is too old, or the body holds none.
 * @throws {TypeError} Where it is called wrongly: with a parsed body, or without a usable secret. Nothing was verified then.
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
			`maxAge is ${maxAge}. Pass a number of milliseconds greater than 0.`,
		);
	const given = signatureBytes(signature);
	const fits = await Promise.all(
		secrets.map(async (each) =>
			crypto.subtle.verify("HMAC", await keyOf(each as string), given, bytes),
		),
	);
	if (!fits.includes(true))
		throw new WebhookVerificationError(
			"The signature doesn't fit the body. Either lomi. didn't send it, or the secret is another endpoint's, or the body isn't the raw bytes that arrived.",
		);
	const event = eventOf(bytes);
	const age = Math.abs(Date.now() - Date.parse(event.timestamp));
	// Written so that an unreadable timestamp, NaN, is refused too.
	if (maxAge !== Number.POSITIVE_INFINITY && !(age <= maxAge))
		throw new WebhookVerificationError(
			`The event is of ${event.timestamp}, which is further away than maxAge, ${maxAge} ms.`,
		);
	return event;
}

/**
 * Signs a body as lomi. does, for tests of your own receiver.
 *
 * @returns What the header `X-Lomi-Signature` holds: the HMAC-SHA256 of the body's bytes, in lower-case hex.
 * @throws {TypeError} Where the body is an object, or there is no usable secret.
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
	// A copy, so that nobody changes what is being verified. No instanceof: in Jest, a Buffer is of another realm than Uint8Array.
	if (ArrayBuffer.isView(body))
		return new Uint8Array(
			body.buffer,
			body.byteOffset,
			body.byteLength,
		).slice();
	if (Object.prototype.toString.call(body) === "[object ArrayBuffer]")
		return new Uint8Array(body).slice();
	throw new TypeError(
		"The body is not raw. Pass the bytes or the text that arrived, before a framework parses them: express.raw(), await request.text().",
	);
}

function checkSecret(secret: string | undefined): void {
	const fault = !secret
		? "is missing"
		: /\s/.test(secret)
			? "has white space in it"
			: undefined;
	if (fault)
		throw new TypeError(
			`The webhook secret ${fault}. Pass the secret of the endpoint as lomi. showed it.`,
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
			`The header ${SIGNATURE_HEADER} is not a signature, which has 64 lower-case hex digits.`,
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
		// Neither is null or a number an event.
	}
	throw new WebhookVerificationError(
		"The signature fits, but the body is not an event.",
	);
}
