/** Sends a request: attempts, retries, hooks and log lines. */

import { GIVEN_UP, withDeadline } from "./deadline.ts";
import {
	AbortError,
	answerError,
	ConnectionError,
	type Failure,
	type LomiError,
	TimeoutError,
} from "./errors.ts";
import { type Redact, redactFault, redactHeaders, wordsOf } from "./log.ts";
import {
	type CompleteLimits,
	resolveLimits,
	type Settings,
	type WriteOptions,
} from "./options.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** A request, without the headers that the client adds to every request. */
export interface Outgoing {
	/** In upper case. */
	method: string;
	url: string;
	headers?: RequestInit["headers"] | undefined;
	/** The body as sent. */
	body?: string | undefined;
}

/** A 2xx response. */
export interface Answer {
	/** Its body has been consumed: see `text`. */
	response: Response;
	text: string;
	/** The fields of an error about this response. */
	failure: () => Failure;
}

/**
 * Sends a request, with retries, and returns the response.
 *
 * @throws {LomiError} If there is no response, or it isn't a 2xx.
 * @throws {TypeError} If an option is invalid. Nothing is sent then.
 */
export type Send = (
	request: Outgoing,
	options?: WriteOptions,
) => Promise<Answer>;

/** The outcome of an attempt. */
type Outcome = [error: LomiError] | [error: undefined, answer: Answer];

export function createSend(settings: Settings): Send {
	const { api, baseUrl, log, onRequest, onResponse, redact } = settings;
	const uncached = bypassCaches();
	const via = settings.proxy ? ` through the proxy ${settings.proxy}` : "";

	return async (request, options = {}) => {
		const { method, url, body } = request;
		const { signal } = options;
		const limits = resolveLimits(options, settings.limits);
		if (!url.startsWith(`${baseUrl}/`))
			throw new TypeError(
				redact(
					`The API key is only sent to URLs under ${baseUrl}, not to ${url}.`,
				),
			);
		const path = redact(url.slice(baseUrl.length).replace(/\?.*/s, ""));
		const headers = headersOf(request.headers);
		headers.accept ||= "application/json";
		if (body !== undefined) headers["content-type"] ||= "application/json";
		// Browsers set their own.
		if (!settings.inBrowser)
			headers["user-agent"] ||= `lomi-openapi/${api.version}`;
		const key = options.idempotencyKey;
		const idempotencyKey = api.idempotentMethods.includes(method)
			? headersOf(key && { idempotencyKey: key }).idempotencykey ||
				headers[api.idempotencyHeader] ||
				crypto.randomUUID()
			: undefined;
		const end = performance.now() + limits.totalTimeout;
		const left = () => end - performance.now();
		let attempt = 0;

		/** The fields that both hooks receive. */
		const about = () => ({ method, path, url, body, idempotencyKey, attempt });

		/** The fields that every error has. */
		const known = () => ({ method, path, attempts: attempt, idempotencyKey });

		/** The error of a call without a response: aborted, timed out, or a network error. */
		const noAnswer = (fault?: unknown, timeout = 0): LomiError => {
			// undici throws "fetch failed"; the reason is its cause.
			const { code, message } = Object(Object(fault).cause);
			const reason = message || code || Object(fault).message || fault;
			const [ErrorClass, what, cause] = signal?.aborted
				? [AbortError, "was aborted by its signal", signal.reason]
				: fault === GIVEN_UP
					? [
							TimeoutError,
							`got no complete response within ${Math.round(timeout)} ms${via}`,
						]
					: [
							ConnectionError,
							redact(
								`got no response from ${baseUrl}${via}: ${wordsOf(reason)}`,
							),
							redactFault(redact, fault),
						];
			const hint =
				attempt && idempotencyKey
					? " It may have been carried out: retry with this error's idempotencyKey."
					: "";
			return new ErrorClass(`${method} ${path} ${what}.${hint}`, known(), {
				cause,
			});
		};

		/** The headers of an attempt, which the hook may change. `last` is the previous attempt's error. */
		const askHook = async (last: LomiError | undefined) => {
			try {
				// On a busy machine, the timer of the delay fires late.
				if (signal?.aborted || left() <= 0) throw GIVEN_UP;
				if (!onRequest) return headers;
				const open = new Headers(headers);
				const event = { ...about(), headers: open };
				await withDeadline(left(), signal, () => onRequest(event));
				return Object.fromEntries(open);
			} catch (fault) {
				// This attempt was not sent.
				attempt--;
				if (fault === GIVEN_UP && (signal?.aborted || !last))
					throw noAnswer(fault, limits.totalTimeout);
				if (last && fault !== GIVEN_UP)
					log("error", `onRequest threw: ${wordsOf(fault)}`);
				throw last ?? fault;
			}
		};

		/** One attempt. Returns errors instead of throwing them. */
		const sendOnce = async (headers: Record<string, string>) => {
			const init = {
				method,
				// Added after the hook, which must not see the API key or change the idempotency key.
				headers: {
					...headers,
					[api.keyHeader]: settings.apiKey,
					...(idempotencyKey && { [api.idempotencyHeader]: idempotencyKey }),
				},
				body: body ?? null,
				// Following a redirect would send the key to another URL.
				redirect: "manual" as const,
				...(method === "GET" && uncached),
			};
			log("debug", `→ ${method} ${url}`, () => [
				Object.entries(init.headers),
				body,
			]);
			const start = performance.now();
			const timeout = Math.min(limits.timeout, left());
			const outcome = await withDeadline(timeout, signal, async (signal) => {
				const response = await settings.fetch(url, { ...init, signal });
				return [response, await response.text()] as const;
			}).then(
				([response, text]) => toOutcome(response, text, known(), redact),
				(fault): Outcome => [noAnswer(fault, timeout)],
			);
			await report(outcome, performance.now() - start);
			return outcome;
		};

		/** Reports the outcome of an attempt to the log and the hook. */
		const report = async ([error, answer]: Outcome, duration: number) => {
			const failure = () => error ?? answer.failure();
			log(
				"info",
				`${method} ${path}: ${error ?? answer.response.status} in ${Math.round(duration)} ms`,
				() => [failure().headers ?? [], answer?.text],
			);
			if (!onResponse) return;
			const { status, headers, requestId } = failure();
			const event = { ...about(), duration, status, headers, requestId, error };
			try {
				await withDeadline(left(), signal, () => onResponse(event));
			} catch (fault) {
				if (fault !== GIVEN_UP)
					log("error", `onResponse threw: ${wordsOf(fault)}`);
			}
		};

		for (let last: LomiError | undefined; ; ) {
			attempt++;
			const [error, answer] = await sendOnce(await askHook(last));
			if (!error) {
				// The signal may have been aborted while the hook ran.
				if (signal?.aborted) throw noAnswer();
				return answer;
			}
			last = error;
			// Without an idempotency key, a change could be made twice.
			const isSafe = idempotencyKey || method === "GET";
			const delay = retryDelay(last, attempt, limits);
			if (!isSafe || delay >= left()) throw last;
			log("info", `${method} ${path}: next attempt in ${Math.round(delay)} ms`);
			// A promise that never settles: only the timeout or the signal ends the delay.
			await withDeadline(delay, signal, () => new Promise(() => {})).catch(
				() => {},
			);
		}
	};
}

/**
 * The option of `fetch` against caches: that of Next.js keeps what it reads, so that a session stayed `open` after it was paid.
 *
 * @returns No option where the platform has none: Cloudflare Workers with an older compatibility date throw for it, and the polyfill
 * whatwg-fetch adds a query parameter that the API rejects.
 */
function bypassCaches(): Pick<RequestInit, "cache"> {
	const cache = "no-store";
	const url = "https://localhost/";
	try {
		return new Request(url, { cache }).url === url ? { cache } : {};
	} catch {
		return {};
	}
}

/** Headers by lower-case name, so that none is sent twice. */
function headersOf(headers: Outgoing["headers"] | ""): Record<string, string> {
	try {
		return headers ? Object.fromEntries(new Headers(headers)) : {};
	} catch {
		// The runtime's own error would quote the header's value.
		throw new TypeError(
			`The header ${Object.keys(Object(headers)).join(" or ")} contains an invalid character.`,
		);
	}
}

/** Turns a response into an answer or an error, by its status. */
function toOutcome(
	response: Response,
	text: string,
	known: Failure,
	redact: Redact,
): Outcome {
	const failure = (): Failure => {
		const headers = redactHeaders(redact, response.headers);
		const requestId = headers.get("X-Request-Id") ?? undefined;
		return { ...known, status: response.status, requestId, headers };
	};
	return response.ok
		? [undefined, { response, text, failure }]
		: [answerError(response, text, failure(), redact)];
}

/**
 * Milliseconds until the next attempt; infinity if there should be none. Exponential backoff with full jitter, so that clients that failed
 * together don't retry together. `Retry-After` is waited out first.
 */
function retryDelay(
	error: LomiError,
	attempt: number,
	{ maxRetries, maxRetryDelay }: CompleteLimits,
): number {
	const { status = 0, headers } = error;
	const isRetryable =
		error instanceof ConnectionError ||
		[408, 429].includes(status) ||
		status >= 500;
	const asked = parseRetryAfter(headers?.get("Retry-After") ?? "") ?? 0;
	if (!isRetryable || attempt > maxRetries || asked > maxRetryDelay)
		return Number.POSITIVE_INFINITY;
	const backoff = Math.random() * FIRST_DELAY * 2 ** (attempt - 1);
	return Math.min(asked + backoff, maxRetryDelay);
}

/** Longest wait before the first retry, in milliseconds. */
const FIRST_DELAY = 500;
