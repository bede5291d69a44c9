/** The control plane: its operations, from its description, and what each does. */

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
	/** The path before those of its operations. */
	base: string;
	operations: Operation[];
	/** Refuses a request to a path or with a method that isn't there. */
	find: ReturnType<typeof createFindOperation>;
	/** Answers whoever is on this machine, and refuses all others. */
	answer(
		operation: Operation,
		request: FastifyRequest,
	): Promise<StoredResponse>;
}

const STATUSES = { unknown: 404, conflict: 409, invalid: 400 } as const;

/**
 * @param document The description of the control plane.
 * @param each The handlers, in any number of parts.
 * @param origin Where the sandbox is.
 * @throws Where an operation has no handler.
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
	// Each is only ever given requests of its own operation.
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
			// Its names are fewer than those of the API, which others may be let call.
			checkHost(request, []);
			const handler = handlers[operation.id] as ControlHandler;
			checkAccept(request.headers.accept);
			const { query } = readTarget(request.url);
			const parsed = parseRequest(operation, request, query);
			const context = { ...parsed, operation, explain, origin: origin() };
			const result = await handler(context).catch((error) =>
				refuseAction(context, error),
			);
			return wrapResult(
				{ document, operation, query: parsed.query, environment: "" },
				result,
				check,
			);
		},
	};
}

function refuseAction(context: ControlContext, error: unknown): never {
	if (!(error instanceof ActionError)) throw error;
	return refuseAs(context, STATUSES[error.reason], error.message);
}
