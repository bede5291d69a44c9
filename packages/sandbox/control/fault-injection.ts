/** Injects faults into requests to the API, and records each request with its response. */

import { Refusal } from "@lomi/http";
import type { Operation } from "@lomi/spec";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { StoredResponse } from "../api/idempotency.ts";
import { epochNow } from "../timers.ts";
import { documentedError } from "./faults/documented-error.ts";
import { type Faults, waitFor } from "./faults/faults.ts";
import type { RequestLog } from "./request-log.ts";

export interface FaultInjectionParts {
	faults: Faults;
	requests: RequestLog;
	/** Aborted when the sandbox closes, which ends injected delays. */
	ending: AbortSignal;
}

/** Responds to a request, or drops its connection and returns undefined. */
export type FaultInjection = (
	operation: Operation,
	request: FastifyRequest,
	reply: FastifyReply,
	answer: () => Promise<StoredResponse>,
) => Promise<StoredResponse | undefined>;

/**
 * Adds fault injection and request recording to a server.
 *
 * @param base Path prefix of the API.
 * @param keyName Name of the API key's header.
 */
export function createFaultInjection(
	app: FastifyInstance,
	{ faults, requests, ending }: FaultInjectionParts,
	base: string,
	keyName: string,
): FaultInjection {
	/** State of the requests in progress. */
	const states = new WeakMap<
		FastifyRequest,
		{
			operation?: string;
			fault_id?: string;
			text?: string;
			isDropped?: boolean;
		}
	>();
	const keyOf = ({ headers }: FastifyRequest) => String(headers[keyName] ?? "");

	const record = (
		request: FastifyRequest,
		status: number | null,
		duration: number,
	) => {
		const {
			operation = null,
			fault_id = null,
			text = "",
		} = states.get(request) ?? {};
		requests.add({
			received: epochNow() - duration,
			method: request.method,
			url: request.url,
			operation,
			api_key: keyOf(request),
			headers: request.headers,
			body: request.body as Buffer | undefined,
			status,
			text: request.method === "HEAD" ? "" : text,
			duration,
			fault_id,
		});
	};

	/** Also true for a request that matched an operation under another spelling of its URL. */
	const isApiRequest = (request: FastifyRequest) =>
		states.has(request) || request.url.startsWith(base);

	app.addHook("onSend", (request, _reply, payload, done) => {
		if (isApiRequest(request))
			states.set(request, {
				...states.get(request),
				text: typeof payload === "string" ? payload : "",
			});
		done(null, payload);
	});
	app.addHook("onResponse", (request, reply, done) => {
		if (isApiRequest(request) && !states.get(request)?.isDropped)
			record(request, reply.statusCode, reply.elapsedTime);
		done();
	});

	return async (operation, request, reply, answer) => {
		states.set(request, { operation: operation.id });
		const fault = faults.ofRequest(operation, keyOf(request));
		if (!fault) return answer();
		const { fault_id, delay, rule } = fault;
		states.set(request, { operation: operation.id, fault_id });
		await waitFor(delay, ending);
		const error = rule?.status && documentedError(operation, rule);
		if (error) throw new Refusal(error);
		if (!rule?.drop) return answer();
		// Nobody receives this response.
		if (rule.drop === "after") await answer().catch(() => {});
		record(request, null, reply.elapsedTime);
		states.set(request, { isDropped: true });
		reply.hijack();
		request.raw.socket.destroy();
		return undefined;
	};
}
