/** Sends recorded requests through the server again, as if they had come from the network. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { FastifyInstance, InjectOptions } from "fastify";
import { nextTurn } from "../../timers.ts";
import type { Exchange } from "./request-log.ts";

export interface Resending {
	/**
	 * Sends a request and returns what was recorded of it.
	 *
	 * @param body Instead of its own, as JSON.
	 * @param host What it is sent to: `127.0.0.1:4020`.
	 */
	send(
		app: Pick<FastifyInstance, "inject">,
		exchange: Exchange,
		host: string,
		body?: string,
	): Promise<Exchange>;
	/** The target of a request, before the server reads it. */
	targetOf(request: IncomingMessage): string;
	/** Tells that a request was recorded. */
	recorded(exchange: Exchange): void;
}

/** Headers of a connection, and those that the server counts or chooses anew. */
const OWN_HEADERS = [
	"connection",
	"content-length",
	"expect",
	"host",
	"keep-alive",
	"transfer-encoding",
	"upgrade",
];

/** @param idempotencyName Name of the idempotency key's header. */
export function createResending(idempotencyName: string): Resending {
	const left = new Set([...OWN_HEADERS, idempotencyName.toLowerCase()]);
	/** The request that is being sent, for what happens in the course of it. */
	const sent = new AsyncLocalStorage<{
		url: string;
		done: (exchange: Exchange) => void;
	}>();
	return {
		send(app, exchange, host, body) {
			const { promise, resolve, reject } = Promise.withResolvers<Exchange>();
			const { method, url } = exchange;
			const payload = body ?? exchange.body;
			const request: InjectOptions = {
				method: method as "GET",
				url: "/",
				headers: { ...headersOf(exchange, left, body !== undefined), host },
				...(payload !== undefined && { payload }),
			};
			sent.run({ url, done: resolve }, () =>
				app
					.inject(request)
					.then(nextTurn)
					.then(() => reject(new Error(`${method} ${url} wasn't recorded.`)))
					// A dropped request has no response, but was recorded before.
					.catch(reject),
			);
			return promise;
		},
		// Only this is the target as it was sent: `inject` would resolve `..` in it, and reach something else.
		targetOf: ({ url = "" }) => sent.getStore()?.url ?? url,
		recorded: (exchange) => sent.getStore()?.done(exchange),
	};
}

/** @param hasNewBody Whether its body is another one, of JSON. */
function headersOf(
	{ headers }: Exchange,
	left: ReadonlySet<string>,
	hasNewBody: boolean,
): IncomingHttpHeaders {
	const own = Object.entries(headers).filter(
		([name]) => !left.has(name) && !(hasNewBody && BODY_HEADERS.includes(name)),
	);
	return {
		// Otherwise one would be made up.
		"user-agent": undefined,
		...Object.fromEntries(own),
		...(hasNewBody && { "content-type": "application/json" }),
	};
}

const BODY_HEADERS = ["content-type", "content-encoding"];

/** Whether a request had a body that nobody read. That of a GET is never read, and means nothing. */
export function isUnread({ method, body, headers }: Exchange): boolean {
	const { "content-length": length, "transfer-encoding": coding } = headers;
	const hadBody = Number(length) > 0 || coding !== undefined;
	return body === undefined && hadBody && !/^(GET|HEAD)$/.test(method);
}
