/** Sends a request until there is an answer or an end: attempts, retries, hooks and log lines. */
import {
	AbortError,
	answerError,
	ConnectionError,
	type Failure,
	LomiError,
	TimeoutError,
} from "./errors.ts";
import { exchange, sleep, TIMED_OUT } from "./exchange.ts";
import { type Redact, redactFault, shownHeaders } from "./log.ts";
import {
	type CompleteLimits,
	type RequestEvent,
	resolveLimits,
	type Settings,
	type WriteOptions,
} from "./options.ts";

/** A request, complete but for what every request of a client has. */
export interface Outgoing {
	/** In capital letters. */
	method: string;
	url: string;
	headers?: RequestInit["headers"] | undefined;
	/** The body as it goes out. */
	body?: string | undefined;
}

/** A 2xx. */
export interface Answer {
	/** Its body has been read: it is `text`. */
	response: Response;
	text: string;
	/** What an error about this answer tells. */
	failure: () => Failure;
}

/**
 * Sends a request, again where that may help, and gives the answer.
 *
 * @throws {LomiError} Where there is none, or it isn't a 2xx.
 * @throws {TypeError} Where an option is wrong. Nothing is sent then.
 */
export type Send = (
	request: Outgoing,
	options?: WriteOptions,
) => Promise<Answer>;

/** One call, whatever the number of its attempts. */
interface Call extends Omit<RequestEvent, "attempt" | "headers"> {
	headers: Record<string, string>;
	signal: AbortSignal | undefined;
	limits: CompleteLimits;
}

export function createSend(settings: Settings): Send {
	return async (request, options = {}) => {
		const call = prepare(request, options, settings);
		const { limits, method, path, signal } = call;
		const end = performance.now() + limits.totalTimeout;
		for (let attempt = 1; ; attempt++) {
			if (signal?.aborted) throw aborted(call, attempt - 1);
			const timeout = Math.min(limits.timeout, end - performance.now());
			const outcome = await sendOnce(call, attempt, timeout, settings);
			if (!(outcome instanceof LomiError)) return outcome;
			const delay = retryDelay(outcome, call, attempt);
			if (delay === undefined || performance.now() + delay >= end)
				throw outcome;
			settings.log(
				"info",
				() => `${method} ${path}: next attempt in ${Math.round(delay)} ms`,
			);
			await sleep(delay, signal);
		}
	};
}

function prepare(
	{ method, url, headers: given, body }: Outgoing,
	{ idempotencyKey, signal, ...limits }: WriteOptions,
	settings: Settings,
): Call {
	const { api, baseUrl, redact } = settings;
	if (!url.startsWith(`${baseUrl}/`))
		throw new TypeError(
			`${redact(url)} is not below ${baseUrl}, and the key goes nowhere else. Make another client for that address.`,
		);
	const headers = headersOf(given, redact);
	const unlessGiven = (name: string, value: string) => {
		headers[name.toLowerCase()] ||= value;
	};
	unlessGiven("Accept", "application/json");
	if (body !== undefined) unlessGiven("Content-Type", "application/json");
	// A browser sends its own.
	if (!settings.inBrowser)
		unlessGiven("User-Agent", `lomi-openapi/${api.version}`);
	const keyName = api.idempotencyHeader.toLowerCase();
	if (api.idempotentMethods.includes(method))
		headers[keyName] =
			idempotencyKey || headers[keyName] || crypto.randomUUID();
	return {
		method,
		path: url.slice(baseUrl.length).replace(/\?.*/s, ""),
		url,
		headers,
		body,
		idempotencyKey: headers[keyName],
		signal: signal ?? undefined,
		limits: resolveLimits(limits, settings.limits),
	};
}

/** Headers by their names in small letters: a plain object, because `fetch` takes it in half the time that a Headers costs. */
function headersOf(
	given: Outgoing["headers"],
	redact: Redact,
): Record<string, string> {
	if (!given) return {};
	try {
		return Object.fromEntries(new Headers(given));
	} catch (fault) {
		// The runtime's own error would tell the header's value.
		throw new TypeError(
			`A header can't be sent. ${redact((fault as Error).message)}`,
		);
	}
}

/** One attempt. What goes wrong on the way is given, not thrown. */
async function sendOnce(
	call: Call,
	attempt: number,
	timeout: number,
	settings: Settings,
): Promise<Answer | LomiError> {
	const { api, log, onRequest, redact } = settings;
	const { method, path, url, body, signal, idempotencyKey } = call;
	let { headers } = call;
	if (onRequest) {
		const open = new Headers(headers);
		await onRequest({
			method,
			path,
			url,
			headers: open,
			body,
			idempotencyKey,
			attempt,
		});
		headers = Object.fromEntries(open);
	}
	log(
		"debug",
		() => `→ ${method} ${url}`,
		() => ({
			headers: shownHeaders(headers),
			body,
		}),
	);
	headers = { ...headers, [api.keyHeader.toLowerCase()]: settings.apiKey };

	const failure = { method, path, attempts: attempt, idempotencyKey };
	const start = performance.now();
	const outcome = await exchange(
		settings.fetch,
		url,
		{
			method,
			headers,
			redirect: "manual",
			...(body !== undefined && { body }),
		},
		timeout,
		signal,
	).then(
		([response, text]) => toOutcome(response, text, failure, redact),
		(fault) => {
			if (signal?.aborted) return aborted(call, attempt);
			return fault === TIMED_OUT
				? timedOut(timeout, failure)
				: unreachable(fault, failure, settings);
		},
	);
	await report(call, attempt, performance.now() - start, outcome, settings);
	return outcome;
}

function toOutcome(
	response: Response,
	text: string,
	known: Failure,
	redact: Redact,
): Answer | LomiError {
	const failure = (): Failure => ({
		...known,
		status: response.status,
		requestId: response.headers.get("X-Request-Id") ?? undefined,
		headers: new Headers(
			[...response.headers].map(([name, value]): [string, string] => [
				name,
				redact(value),
			]),
		),
	});
	return response.ok
		? { response, text, failure }
		: answerError(response, redact(text), failure());
}

function aborted(
	{ method, path, signal, idempotencyKey }: Call,
	attempts: number,
): AbortError {
	return new AbortError(
		`${method} ${path} was aborted by its signal.`,
		{ method, path, attempts, idempotencyKey },
		{ cause: signal?.reason },
	);
}

function timedOut(timeout: number, failure: Failure): TimeoutError {
	return new TimeoutError(
		`${failure.method} ${failure.path} had no whole answer within ${Math.round(timeout)} ms. ${againWith(failure)}`,
		failure,
	);
}

function unreachable(
	fault: unknown,
	failure: Failure,
	{ baseUrl, redact }: Settings,
): ConnectionError {
	// What undici throws says only "fetch failed"; the reason is its cause.
	const { message, cause } = fault as Error;
	const { code, message: reason } = (cause ?? {}) as NodeJS.ErrnoException;
	return new ConnectionError(
		`${failure.method} ${failure.path} got no answer from ${baseUrl}: ${redact(reason || code || message || String(fault))}. ${againWith(failure)}`,
		failure,
		{ cause: redactFault(redact, fault) },
	);
}

/** What to do where nobody knows whether the request was carried out. */
function againWith({ idempotencyKey }: Failure): string {
	return idempotencyKey
		? "It may have been carried out: call again with this error's idempotencyKey."
		: "Try again.";
}

/** Tells log and hook what became of an attempt. */
async function report(
	{ method, path, url }: Call,
	attempt: number,
	duration: number,
	outcome: Answer | LomiError,
	{ log, onResponse }: Settings,
): Promise<void> {
	const error = outcome instanceof LomiError ? outcome : undefined;
	const failure = () => error ?? (outcome as Answer).failure();
	log("info", () => {
		const said = [failure().status, error?.message].filter(Boolean).join(" ");
		return `${method} ${path}: ${said} in ${Math.round(duration)} ms`;
	});
	if (!error)
		log(
			"debug",
			() => `← ${method} ${url}`,
			() => {
				const { response, text } = outcome as Answer;
				const headers = Object.fromEntries(response.headers);
				return { headers: shownHeaders(headers), body: text };
			},
		);
	if (!onResponse) return;
	const { status, headers, requestId } = failure();
	try {
		await onResponse({
			method,
			path,
			url,
			attempt,
			duration,
			status,
			headers,
			requestId,
			error,
		});
	} catch (fault) {
		log("error", () => `onResponse threw: ${String(fault)}`);
	}
}

/**
 * Milliseconds until the next attempt; undefined where there should be none. The wait doubles with each attempt, and a random part of it
 * is taken (full jitter), so that clients that failed together don't come back together. `Retry-After` is waited out first.
 */
function retryDelay(
	error: LomiError,
	{ method, idempotencyKey, limits }: Call,
	attempt: number,
): number | undefined {
	const { status = 0, headers } = error;
	const retryable =
		error instanceof ConnectionError ||
		status === 408 ||
		status === 429 ||
		status >= 500;
	// Without a key, a change could be made twice.
	const safe = idempotencyKey !== undefined || /^(GET|HEAD)$/.test(method);
	if (!retryable || !safe || attempt > limits.maxRetries) return undefined;
	const asked = retryAfter(headers);
	if (asked > limits.maxRetryDelay) return undefined;
	const backoff = Math.random() * FIRST_DELAY * 2 ** (attempt - 1);
	return Math.min(asked + backoff, limits.maxRetryDelay);
}

/** Longest wait before the first retry, in milliseconds. */
const FIRST_DELAY = 500;

/** Milliseconds that `Retry-After` asks for, in seconds or as a date; 0 where it asks for nothing. */
function retryAfter(headers: Headers | undefined): number {
	const text = headers?.get("Retry-After") ?? "";
	const delay = /^\d+(\.\d+)?$/.test(text)
		? Number(text) * 1000
		: Date.parse(text) - Date.now();
	return delay > 0 ? delay : 0;
}
