/** Routes and handles the control plane's operations. */

import {
	type AllowedHosts,
	checkAccept,
	createExplain,
	createFindOperation,
	readTarget,
} from "@lomi/http";
import {
	type Description,
	JSON_TYPE,
	type Operation,
	readOperations,
	textTypeOf,
} from "@lomi/spec";
import { createSchemaCheck } from "@lomi/spec/validation";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { HandlerResult } from "../api/context.ts";
import { wrapResult } from "../api/envelope.ts";
import type { StoredResponse } from "../api/idempotency.ts";
import { createRequestParser } from "../api/parse-request.ts";
import { ActionError, type Engine } from "../engine/engine.ts";
import {
	type ControlContext,
	type ControlHandler,
	type ControlHandlers,
	refuseAs,
} from "./context.ts";
import { type ControlGuard, createControlGuard } from "./guard.ts";

export interface ControlRouter {
	/** Path prefix of its operations. */
	base: string;
	operations: Operation[];
	/** Decides who may use it. */
	guard: ControlGuard;
	/** Refuses an unknown path or method. */
	find: ReturnType<typeof createFindOperation>;
	/**
	 * Answers requests from this machine, and from others by an allowed name. Refuses all others, and webhooks.
	 *
	 * @returns Undefined if the response is a stream, which has begun.
	 */
	answer(
		operation: Operation,
		request: FastifyRequest,
		reply: FastifyReply,
	): Promise<StoredResponse | undefined>;
}

const STATUSES = { unknown: 404, conflict: 409, invalid: 400 } as const;

/**
 * @param document Description of the control plane.
 * @param api The API's description.
 * @param each Handlers, in any number of groups.
 * @param origin The sandbox's origin.
 * @param allowedHosts Names under which clients on other machines may reach it.
 * @throws If an operation has no handler.
 */
export function createControlRouter(
	document: Description,
	api: Description,
	each: ControlHandlers[],
	engine: Pick<Engine, "catchUp">,
	origin: () => string,
	allowedHosts?: AllowedHosts,
): ControlRouter {
	const guard = createControlGuard(api, allowedHosts);
	const operations = readOperations(document);
	const base = new URL(document.servers[0]?.url ?? "").pathname;
	const check = createSchemaCheck(document);
	const parseRequest = createRequestParser(document, operations, check);
	const explain = createExplain(document, operations);
	// A handler only receives requests of its own operation, so the common type is safe.
	const handlers: Record<string, ControlHandler> = Object.assign({}, ...each);
	const missing = operations.filter(({ id }) => !handlers[id]);
	if (missing.length > 0)
		throw new Error(
			`packages/sandbox/control: no handler for ${missing.map(({ id }) => id).join(", ")}.`,
		);

	return {
		base,
		operations,
		guard,
		find: createFindOperation(operations, base),
		async answer(operation, request, reply) {
			const reason = operation.isOpen ? undefined : guard(request);
			if (reason) refuseAs({ operation, explain }, 403, reason);
			const handler = handlers[operation.id] as ControlHandler;
			checkAccept(request.headers.accept, textTypeOf(operation) ?? JSON_TYPE);
			const { query } = readTarget(request.url);
			const parsed = parseRequest(operation, request, query);
			// Overdue work doesn't concern those, and may need what isn't there.
			if (!operation.isOpen) await engine.catchUp();
			const gone = new AbortController();
			const wrap = (result: HandlerResult) =>
				wrapResult(
					{ document, operation, query: parsed.query, environment: "" },
					result,
					check,
				);
			const context: ControlContext = {
				...parsed,
				operation,
				explain,
				origin: origin(),
				signal: gone.signal,
				verify: wrap,
			};
			const { socket } = request.raw;
			const abort = () => gone.abort();
			socket.once("close", abort);
			const result = await handler(context)
				.catch((error) => refuseAction(context, error))
				.finally(() => socket.off("close", abort));
			if (!("stream" in result)) return wrap(result);
			// A HEAD asks for no messages.
			if (request.method === "HEAD") return wrap({});
			reply.hijack();
			result.stream(reply.raw);
			return undefined;
		},
	};
}

function refuseAction(context: ControlContext, error: unknown): never {
	if (!(error instanceof ActionError)) throw error;
	const { reason, message, code } = error;
	return refuseAs(context, STATUSES[reason], message, undefined, code);
}
