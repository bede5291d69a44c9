/** What a handler of the control plane receives. */

import type { ServerResponse } from "node:http";
import type { operations } from "@lomi/control";
import { type Explain, examplesOf, Refusal } from "@lomi/http";
import type { Node, Operation } from "@lomi/spec";
import type { HandlerResult, ParamsOf } from "../api/context.ts";
import type { ParsedRequest } from "../api/parse-request.ts";
import type { Verify } from "../engine/engine.ts";
import type { Received } from "../schema-types.ts";

export interface ControlContext extends ParsedRequest {
	operation: Operation;
	/** The sandbox's origin: `http://127.0.0.1:4020`. */
	origin: string;
	/** Explains what is wrong with the request. */
	explain: Explain;
	/** Aborted when the caller is gone. */
	signal: AbortSignal;
	/** Throws if the operation can't answer this. Called before a change is committed, so that no 500 hides one that was made. */
	verify: Verify<HandlerResult>;
}

export type ControlId = keyof operations;

/** The request of an operation, typed by the description. */
export interface ControlContextOf<Id extends ControlId> extends ControlContext {
	path: ParamsOf<operations[Id]["parameters"]["path"]>;
	query: WithDefaults<ParamsOf<operations[Id]["parameters"]["query"]>>;
	body: BodyOf<operations[Id]>;
}

/** The body; an empty object if there is none. */
type BodyOf<Described> = Described extends { requestBody?: infer Request }
	? [NonNullable<Request>] extends [never]
		? Record<never, never>
		: NonNullable<Request> extends {
					content: { "application/json": infer Body };
				}
			? Received<Body>
			: never
	: never;

/** The query parameters with a default. */
type WithDefaults<Query> = Query &
	Required<Pick<Query, keyof Query & ("limit" | "days")>>;

/** What a handler returns: a result, or what answers by itself, as it isn't JSON. */
export type ControlResult =
	| HandlerResult
	| { stream: (response: ServerResponse) => void };

export type ControlHandler<Request extends ControlContext = ControlContext> = (
	context: Request,
) => Promise<ControlResult>;

/** Handlers by operationId, each with its own request type. */
export type ControlHandlers = {
	[Id in ControlId]?: ControlHandler<ControlContextOf<Id>>;
};

/**
 * Answers with the result of an action, which is only committed if the answer is as described.
 *
 * @param serialize Makes the answer of the result.
 * @param act Runs the action. It calls `verify` with its result, in its transaction.
 */
export async function answerWith<Result>(
	context: ControlContext,
	serialize: (result: Result) => unknown,
	act: (verify: Verify<Result>) => Promise<Result>,
): Promise<HandlerResult> {
	const toAnswer = (result: Result) => ({ data: serialize(result) });
	return toAnswer(await act((result) => context.verify(toAnswer(result))));
}

/**
 * Ends the request with a documented error: a 400 with its code, or for other statuses the first example that `fits`.
 *
 * @param details Replaces the example's details.
 * @param code The code of a 400. Default: the usual one.
 */
export function refuseAs(
	{ operation, explain }: Pick<ControlContext, "operation" | "explain">,
	status: number,
	details: string,
	fits: (error: Node) => boolean = () => true,
	code?: string,
): never {
	if (status === 400) {
		const violation = { name: "", details, ...(code && { code }) };
		throw new Refusal(explain(operation, [violation]));
	}
	const errors = examplesOf(operation, status).map(
		({ value }) => (value as { error: Node }).error,
	);
	const error = errors.find(fits) ?? errors[0];
	if (!error) throw new Error(`${operation.id} documents no ${status}.`);
	throw new Refusal({
		status,
		headers: {},
		body: { error: { ...error, details } },
	});
}
