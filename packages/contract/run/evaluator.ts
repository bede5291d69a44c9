/** Sends a test case and checks the response. */
import type { Request } from "@lomi/spec";
import { type CheckResult, checkResult } from "../checks/check-result.ts";
import type { Conformance } from "../checks/conformance.ts";
import { operationPointer } from "../checks/spec-pointers.ts";
import type { Exchange } from "../http/exchange.ts";
import { type HttpResponse, NoResponse } from "../http/response.ts";
import type { Evaluator } from "../phases/capabilities.ts";

interface EvaluatorOptions {
	exchange: Exchange;
	conformance: Conformance;
	/** Called before each request. */
	prepare: (request: Request) => Promise<void>;
	/** Called with the final response to each request; undefined if none arrived. */
	onResponse: (request: Request, response: HttpResponse | undefined) => void;
	/** Called if no response arrived. Rejects if the run can't go on. */
	onNoResponse: () => Promise<void>;
	signal: AbortSignal | undefined;
}

export function createEvaluator({
	exchange,
	conformance,
	prepare,
	onResponse,
	onNoResponse,
	signal,
}: EvaluatorOptions): Evaluator {
	return {
		async evaluate(request, testCase = {}) {
			const results: CheckResult[] = [];
			const { expected, pointer, assert, assertOnly } = testCase;
			await prepare(request);
			const response = await exchange(request, {
				signal,
				onResponse: (each) => {
					if (!assertOnly)
						results.push(
							...conformance({ request, response: each, expected, pointer }),
						);
				},
			});
			if (!(response instanceof NoResponse)) {
				onResponse(request, response);
				// No phase can go on with a body that it can't read.
				if (response.unreadable !== undefined)
					return { response: undefined, results };
				results.push(...(assert?.(response) ?? []));
				return { response, results };
			}
			onResponse(request, undefined);
			await onNoResponse();
			results.push(
				checkResult("not_a_server_error", false, {
					message: `No response: ${response.message}.`,
					expected: "a response",
					got: response.message,
					pointer: operationPointer(request.operation),
				}),
			);
			return { response: undefined, results };
		},
	};
}
