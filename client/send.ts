/** Sends a request until there is an answer or an end: attempts, retries, hooks and log lines. */
import {
	AbortError,
	answerError,
	ConnectionError,
	type Failure,
	HINT,
	LomiError,
	TimeoutError,
} from "./errors.ts";
import { exchange, sleep, TIMED_OUT } from "./exchange.ts";
import { type Redact, redactFault } from "./log.ts";
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
interface Call {
	/** What hooks are told of it. */
	about: Omit<RequestEvent, "headers" | "attempt">;
	headers: Record<string, string>;
	signal: AbortSignal | undefined;
	limits: CompleteLimits;
}

export function createSend(settings: Settings): Send {
	return async (request, options = {}) => {
		const call = prepare(request, options, settings);
		const { about, limits, signal } = call;
		const end = performance.now() + limits.totalTimeout;
		for (let attempt = 1; ; attempt++) {
			if (signal?.aborted) throw noAnswer(call, attempt - 1, settings);
			const timeout = Math.min(limits.timeout, end - performance.now());
			const outcome = await sendOnce(call, attempt, timeout, settings);
			if (!(outcome instanceof LomiError)) return outcome;
			const delay = retryDelay(outcome, call, attempt);
			if (delay === undefined || performance.now() + delay >= end)
				throw outcome;
			settings.log(
				"info",
				`${about.method} ${about.path}: next attempt in ${Math.round(delay)} ms`,
			);
			await sleep(delay, signal);
			// A busy machine wakes late.
			if (performance.now() >= end && !signal?.aborted) throw outcome;
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
			`${redact(url)} is not below ${baseUrl}, and the key goes nowhere else.`,
		);
	const headers = headersOf(given);
	headers.accept ||= "application/json";
	if (body !== undefined) headers["content-type"] ||= "application/json";
	// A browser sends its own.
	if (!settings.inBrowser)
		headers["user-agent"] ||= `lomi-openapi/${api.version}`;
	const takesKey = api.idempotentMethods.includes(method);
	return {
		about: {
			method,
			path: redact(url.slice(baseUrl.length).replace(/\?.*/s, "")),
			url,
			body,
			idempotencyKey: takesKey
				? idempotencyKey ||
					headers[api.idempotencyHeader] ||
					crypto.randomUUID()
				: undefined,
		},
		headers,
		signal: signal ?? undefined,
		limits: resolveLimits(limits, settings.limits),
	};
}

/** Headers by their names in small letters, so that none is sent twice. */
function headersOf(given: Outgoing["headers"]): Record<string, string> {
	try {
		return given ? Object.fromEntries(new Headers(given)) : {};
	} catch {
		// The runtime's own error would tell the header's value.
		throw new TypeError(
			`The header ${Object.keys(Object(given)).join(" or ")} has a wrong character.`,
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
	const { about, signal } = call;
	const { method, url, body, idempotencyKey } = about;
	let { headers } = call;
	if (onRequest) {
		const open = new Headers(headers);
		await onRequest({ ...about, headers: open, attempt });
		headers = Object.fromEntries(open);
	}
	log("debug", `→ ${method} ${url}`, () => ({ headers, body }));
	// After the hook, which shall neither see the key nor change what makes a retry safe.
	const init = {
		method,
		headers: {
			...headers,
			[api.keyHeader]: settings.apiKey,
			...(idempotencyKey && {
				[api.idempotencyHeader]: idempotencyKey,
			}),
		},
		...(body !== undefined && { body }),
		// Followed, a redirect would hand the key to another address.
		redirect: "manual" as const,
	};
	const start = performance.now();
	const outcome = await exchange(
		settings.fetch,
		url,
		init,
		timeout,
		signal,
	).then(
		([response, text]) =>
			toOutcome(response, text, failureOf(call, attempt), redact),
		(fault) => noAnswer(call, attempt, settings, fault, timeout),
	);
	await report(call, attempt, performance.now() - start, outcome, settings);
	return outcome;
}

function failureOf({ about }: Call, attempts: number): Failure {
	const { method, path, idempotencyKey } = about;
	return { method, path, attempts, idempotencyKey };
}

function toOutcome(
	response: Response,
	text: string,
	known: Failure,
	redact: Redact,
): Answer | LomiError {
	const { ok, status, statusText, type } = response;
	const failure = (): Failure => {
		const headers = new Headers(response.headers);
		for (const [name, value] of response.headers)
			headers.set(name, redact(value));
		const requestId = headers.get("X-Request-Id") ?? undefined;
		return { ...known, status, requestId, headers };
	};
	if (ok) return { response, text, failure };
	// A browser hides the status of a redirect that it doesn't follow.
	const isRedirect =
		type === "opaqueredirect" || (status > 299 && status < 400);
	return isRedirect
		? new LomiError(REDIRECTED, failure())
		: answerError(text, statusText, failure(), redact);
}

const REDIRECTED = `The answer is a redirect. ${HINT}`;

/** The error of an attempt that no answer came to: the signal ended it, the time did, or the network. */
function noAnswer(
	call: Call,
	attempts: number,
	{ baseUrl, redact }: Settings,
	fault?: unknown,
	timeout = 0,
): LomiError {
	const { method, path, idempotencyKey } = call.about;
	const { signal } = call;
	let ErrorClass: typeof LomiError = ConnectionError;
	let what: string;
	let cause: unknown;
	if (signal?.aborted) {
		ErrorClass = AbortError;
		what = "was aborted by its signal";
		cause = signal.reason;
	} else if (fault === TIMED_OUT) {
		ErrorClass = TimeoutError;
		what = `had no whole answer within ${Math.round(timeout)} ms`;
	} else {
		// What undici throws says only "fetch failed"; the reason is its cause.
		const { code, message } = Object((fault as Error | undefined)?.cause);
		const reason = message || code || (fault as Error)?.message || fault;
		what = `got no answer from ${baseUrl}: ${redact(String(reason))}`;
		cause = redactFault(redact, fault);
	}
	const hint =
		attempts > 0 && idempotencyKey
			? " It may have been carried out: call again with this error's idempotencyKey."
			: "";
	return new ErrorClass(
		`${method} ${path} ${what}.${hint}`,
		failureOf(call, attempts),
		{ cause },
	);
}

/** Tells log and hook what became of an attempt. */
async function report(
	{ about }: Call,
	attempt: number,
	duration: number,
	outcome: Answer | LomiError,
	{ log, onResponse }: Settings,
): Promise<void> {
	const [error, answer] =
		outcome instanceof LomiError ? [outcome] : [undefined, outcome];
	const failure = () => error ?? answer.failure();
	log(
		"info",
		`${about.method} ${about.path}: ${error ?? answer.response.status} in ${Math.round(duration)} ms`,
		() => ({
			headers: Object.fromEntries(failure().headers ?? []),
			body: answer?.text,
		}),
	);
	if (!onResponse) return;
	const { status, headers, requestId } = failure();
	try {
		await onResponse({
			...about,
			attempt,
			duration,
			status,
			headers,
			requestId,
			error,
		});
	} catch (fault) {
		log("error", `onResponse threw: ${String(fault)}`);
	}
}

/**
 * Milliseconds until the next attempt; undefined where there should be none. The wait doubles with each attempt, and a random part of it
 * is taken (full jitter), so that clients that failed together don't come back together. `Retry-After` is waited out first.
 */
function retryDelay(
	error: LomiError,
	{ about, limits }: Call,
	attempt: number,
): number | undefined {
	const { status = 0, headers } = error;
	const retryable =
		error instanceof ConnectionError ||
		[408, 429].includes(status) ||
		status >= 500;
	// Without a key, a change could be made twice.
	const safe = about.idempotencyKey || about.method === "GET";
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
	const delay = Number(text) * 1000 || Date.parse(text) - Date.now();
	return delay > 0 ? delay : 0;
}
