/** Routes and handles the control plane's operations. */

import {
	checkAccept,
	createExplain,
	createFindOperation,
	isLoopback,
	readTarget,
} from "@lomi/http";
import { type Description, type Operation, readOperations } from "@lomi/spec";
import { createSchemaCheck } from "@lomi/spec/validation";
import type { FastifyRequest } from "fastify";
import type { HandlerResult } from "../api/context.ts";
import { wrapResult } from "../api/envelope.ts";
import { checkHost } from "../api/host-check.ts";
import type { StoredResponse } from "../api/idempotency.ts";
import { createRequestParser } from "../api/parse-request.ts";
import { ActionError } from "../engine/engine.ts";
import {
	type ControlContext,
	type ControlHandler,
	type ControlHandlers,
	refuseAs,
} from "./context.ts";

export interface ControlRouter {
	/** Path prefix of its operations. */
	base: string;
	operations: Operation[];
	/** Refuses an unknown path or method. */
	find: ReturnType<typeof createFindOperation>;
	/** Answers requests from this machine, and refuses all others. */
	answer(
		operation: Operation,
		request: FastifyRequest,
	): Promise<StoredResponse>;
}

const STATUSES = { unknown: 404, conflict: 409, invalid: 400 } as const;

/**
 * @param document Description of the control plane.
 * @param each Handlers, in any number of groups.
 * @param origin The sandbox's origin.
 * @throws If an operation has no handler.
 */
export function createControlRouter(
	document: Description,
	each: ControlHandlers[],
	origin: () => string,
): ControlRouter {
	const operations = readOperations(document);
	const base = new URL(document.servers[0]?.url ?? "").pathname;
	const check = createSchemaCheck(document);
	const parseRequest = createRequestParser(document, operations, check);
	const explain = createExplain(operations);
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
		find: createFindOperation(operations, base),
		async answer(operation, request) {
			const { remoteAddress = "" } = request.raw.socket;
			if (!isLoopback(remoteAddress))
				refuseAs(
					{ operation, explain },
					403,
					`The control plane answers this machine alone, and not ${remoteAddress}.`,
				);
			// Additional host names apply to the API only.
			checkHost(request, []);
			const handler = handlers[operation.id] as ControlHandler;
			checkAccept(request.headers.accept);
			const { query } = readTarget(request.url);
			const parsed = parseRequest(operation, request, query);
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
				verify: wrap,
			};
			return wrap(
				await handler(context).catch((error) => refuseAction(context, error)),
			);
		},
	};
}

function refuseAction(context: ControlContext, error: unknown): never {
	if (!(error instanceof ActionError)) throw error;
	return refuseAs(context, STATUSES[error.reason], error.message);
}
