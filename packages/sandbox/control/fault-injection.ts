/** Injects faults into requests to the API, and records each request with its response. */

import { type HttpAnswer, Refusal } from "@lomi/http";
import type { Operation } from "@lomi/spec";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { StoredResponse } from "../api/idempotency.ts";
import { epochNow } from "../timers.ts";
import { documentedError } from "./faults/documented-error.ts";
import { type Faults, waitFor } from "./faults/faults.ts";
import type { RequestLog } from "./requests/request-log.ts";
import type { Resending } from "./requests/resend.ts";

export interface FaultInjectionParts {
	faults: Faults;
	requests: RequestLog;
	resending: Resending;
	/** Aborted when the sandbox closes, which ends injected delays. */
	ending: AbortSignal;
}

export interface FaultInjection {
	/** Responds to a request, or drops its connection and returns undefined. */
	answer(
		operation: Operation,
		request: FastifyRequest,
		reply: FastifyReply,
		answer: (caused: string[]) => Promise<StoredResponse>,
	): Promise<StoredResponse | undefined>;
	/** Records a request that the server refuses before it knows where it goes. */
	refused(request: FastifyRequest, answer: HttpAnswer): void;
}

/** What is known of a request in progress. */
interface State {
	operation?: string;
	fault_id?: string;
	/** Body of the response. */
	text?: string;
	isDropped?: boolean;
	/** IDs of the events that it emits. */
	caused?: string[];
}

/**
 * Adds fault injection and request recording to a server.
 *
 * @param base Path prefix of the API.
 * @param keyName Name of the API key's header.
 */
export function createFaultInjection(
	app: FastifyInstance,
	{ faults, requests, resending, ending }: FaultInjectionParts,
	base: string,
	keyName: string,
): FaultInjection {
	const states = new WeakMap<FastifyRequest, State>();
	const stateOf = (request: FastifyRequest): State => {
		const state = states.get(request) ?? {};
		states.set(request, state);
		return state;
	};
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
			caused = NONE,
		} = states.get(request) ?? {};
		const exchange = requests.add({
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
			// Most emit nothing, and one list does for all of them.
			caused: caused.length > 0 ? caused : NONE,
		});
		resending.recorded(exchange);
	};

	/** Also true for a request that matched an operation under another spelling of its URL. */
	const isApiRequest = (request: FastifyRequest) =>
		states.has(request) || request.url.startsWith(base);

	app.addHook("onSend", (request, _reply, payload, done) => {
		if (isApiRequest(request))
			stateOf(request).text = typeof payload === "string" ? payload : "";
		done(null, payload);
	});
	app.addHook("onResponse", (request, reply, done) => {
		if (isApiRequest(request) && !states.get(request)?.isDropped)
			record(request, reply.statusCode, reply.elapsedTime);
		done();
	});

	const answerOrDrop: FaultInjection["answer"] = async (
		operation,
		request,
		reply,
		answer,
	) => {
		const state = stateOf(request);
		const caused: string[] = [];
		state.operation = operation.id;
		state.caused = caused;
		const fault = await faults.ofRequest(operation, keyOf(request));
		if (!fault) return answer(caused);
		const { fault_id, delay, rule } = fault;
		state.fault_id = fault_id;
		await waitFor(delay, ending);
		const error = rule?.status && documentedError(operation, rule);
		if (error) throw new Refusal(error);
		if (!rule?.drop) return answer(caused);
		// Nobody receives this response.
		if (rule.drop === "after") await answer(caused).catch(() => {});
		record(request, null, reply.elapsedTime);
		state.isDropped = true;
		reply.hijack();
		reply.raw.destroy();
		return undefined;
	};

	return {
		answer: answerOrDrop,
		refused(request, { status, body }) {
			if (!isApiRequest(request)) return;
			stateOf(request).text = JSON.stringify(body);
			record(request, status, 0);
		},
	};
}

const NONE: readonly string[] = [];
