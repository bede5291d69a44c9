/** Sends a request until there is an answer or an end: attempts, retries, hooks and log lines. */

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

/** What became of an attempt. */
type Outcome = [error: LomiError] | [error: undefined, answer: Answer];

export function createSend(settings: Settings): Send {
	const { api, baseUrl, log, onRequest, onResponse, redact } = settings;

	return async (request, options = {}) => {
		const { method, url, body } = request;
		const { signal } = options;
		const limits = resolveLimits(options, settings.limits);
		if (!url.startsWith(`${baseUrl}/`))
			throw new TypeError(
				redact(
					`${url} is not below ${baseUrl}, and the key goes nowhere else.`,
				),
			);
		const path = redact(url.slice(baseUrl.length).replace(/\?.*/s, ""));
		const headers = headersOf(request.headers);
		headers.accept ||= "application/json";
		if (body !== undefined) headers["content-type"] ||= "application/json";
		// A browser sends its own.
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

		/** What hooks are told of each attempt. */
		const about = () => ({ method, path, url, body, idempotencyKey, attempt });

		/** What errors tell. */
		const known = () => ({ method, path, attempts: attempt, idempotencyKey });

		/** The error of a call without an answer: the signal ended it, the time did, or the network. */
		const noAnswer = (fault?: unknown, timeout = 0): LomiError => {
			// What undici throws says only "fetch failed"; the reason is its cause.
			const { code, message } = Object(Object(fault).cause);
			const reason = message || code || Object(fault).message || fault;
			const [ErrorClass, what, cause] = signal?.aborted
				? [AbortError, "was aborted by its signal", signal.reason]
				: fault === GIVEN_UP
					? [
							TimeoutError,
							`had no whole answer within ${Math.round(timeout)} ms`,
						]
					: [
							ConnectionError,
							redact(`got no answer from ${baseUrl}: ${wordsOf(reason)}`),
							redactFault(redact, fault),
						];
			const hint =
				attempt && idempotencyKey
					? " It may have been carried out: call again with this error's idempotencyKey."
					: "";
			return new ErrorClass(`${method} ${path} ${what}.${hint}`, known(), {
				cause,
			});
		};

		/** The headers of an attempt, which the hook may add to. `last` is the error of the attempt before. */
		const askHook = async (last: LomiError | undefined) => {
			try {
				// A busy machine wakes late.
				if (signal?.aborted || left() <= 0) throw GIVEN_UP;
				if (!onRequest) return headers;
				const open = new Headers(headers);
				const event = { ...about(), headers: open };
				await withDeadline(left(), signal, () => onRequest(event));
				return Object.fromEntries(open);
			} catch (fault) {
				// It was not made.
				attempt--;
				if (fault === GIVEN_UP && (signal?.aborted || !last))
					throw noAnswer(fault, limits.totalTimeout);
				if (last && fault !== GIVEN_UP)
					log("error", `onRequest threw: ${wordsOf(fault)}`);
				throw last ?? fault;
			}
		};

		/** One attempt. What goes wrong on the way is given, not thrown. */
		const sendOnce = async (headers: Record<string, string>) => {
			const init = {
				method,
				// After the hook, which shall neither see the key nor change what makes a retry safe.
				headers: {
					...headers,
					[api.keyHeader]: settings.apiKey,
					...(idempotencyKey && { [api.idempotencyHeader]: idempotencyKey }),
				},
				body: body ?? null,
				// Followed, a redirect would hand the key to another address.
				redirect: "manual" as const,
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

		/** Tells log and hook what became of an attempt. */
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
				// It may have been aborted while it waited for the hook.
				if (signal?.aborted) throw noAnswer();
				return answer;
			}
			last = error;
			// Without a key, a change could be made twice.
			const isSafe = idempotencyKey || method === "GET";
			const delay = retryDelay(last, attempt, limits);
			if (!isSafe || delay >= left()) throw last;
			log("info", `${method} ${path}: next attempt in ${Math.round(delay)} ms`);
			// Nobody works meanwhile.
			await withDeadline(delay, signal, () => new Promise(() => {})).catch(
				() => {},
			);
		}
	};
}

/** Headers by their names in small letters, so that none is sent twice. */
function headersOf(given: Outgoing["headers"] | ""): Record<string, string> {
	try {
		return given ? Object.fromEntries(new Headers(given)) : {};
	} catch {
		// The runtime's own error would tell the header's value.
		throw new TypeError(
			`The header ${Object.keys(Object(given)).join(" or ")} has a wrong character.`,
		);
	}
}

/** What an answer is, by its status. */
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
 * Milliseconds until the next attempt, without end where there should be none. The wait doubles with each attempt, and a random part of it
 * is taken (full jitter), so that clients that failed together don't come back together. `Retry-After` is waited out first.
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
	const asked = retryAfter(headers);
	if (!isRetryable || attempt > maxRetries || asked > maxRetryDelay)
		return Number.POSITIVE_INFINITY;
	const backoff = Math.random() * FIRST_DELAY * 2 ** (attempt - 1);
	return Math.min(asked + backoff, maxRetryDelay);
}

/** Longest wait before the first retry, in milliseconds. */
const FIRST_DELAY = 500;

/** Milliseconds that `Retry-After` asks for, in seconds or as a date; 0 where it asks for nothing. */
function retryAfter(headers: Headers | undefined): number {
	const text = headers?.get("Retry-After") ?? "";
	const delay = Number(text) * 1000 || Date.parse(text) - Date.now();
	return delay > 0 ? delay : 0;
}
