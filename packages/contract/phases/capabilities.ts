/** What phases need from the run that they belong to. Each function asks only for what it uses. */
import type { Operation, Request } from "@lomi/spec";
import type { CheckResult } from "../checks/check-result.ts";
import type { CheckName } from "../checks/names.ts";
import type { HttpResponse } from "../http/response.ts";

/** Why a request is sent, and what its response must satisfy. */
export interface TestCase {
	/** What is tested: `amount: minimum`. */
	tried?: string;
	/** `accepted` for a valid request, `rejected` for an invalid one. */
	expected?: "accepted" | "rejected";
	/** JSON pointer to the constraint that it is about. */
	pointer?: string;
	/** An assertion on the response, besides the checks that apply to every exchange. */
	assert?: (response: HttpResponse) => CheckResult[];
	/** True to skip the checks that apply to every exchange: the request belongs to no operation. */
	assertOnly?: boolean;
}

export interface RequestSender {
	/**
	 * Sends a request and records the result of every check that applies.
	 *
	 * @returns The response, or undefined if none arrived.
	 */
	send(
		request: Request,
		testCase?: TestCase,
	): Promise<HttpResponse | undefined>;
}

export interface Evaluation {
	response: HttpResponse | undefined;
	results: CheckResult[];
}

export interface Evaluator {
	/** Sends a request and returns the results of the checks without recording them. */
	evaluate(request: Request, testCase?: TestCase): Promise<Evaluation>;
}

export interface RecordOptions {
	tried?: string | undefined;
	/** The request that reproduces a finding, if it isn't the one that was checked. */
	reproducedBy?: Request;
}

export interface ResultRecorder {
	/** Records a check result, unless its check wasn't selected. */
	record(request: Request, result: CheckResult, options?: RecordOptions): void;
}

export interface CheckSelector {
	/** Whether any of the checks is selected, and the operation too if there is one. */
	isSelected(checks: CheckName[], operation?: Operation): boolean;
}
