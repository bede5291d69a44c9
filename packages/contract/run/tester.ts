/** Sends test cases and records the results, each new finding with the smallest request that reproduces it. */
import type { Operation, Request } from "@lomi/spec";
import type { Validator } from "@lomi/spec/validation";
import type { CheckResult, Finding } from "../checks/check-result.ts";
import type {
	CheckSelector,
	Evaluator,
	RequestSender,
	ResultRecorder,
	TestCase,
} from "../phases/capabilities.ts";
import { violationsIn } from "../requests/validity.ts";
import { shrink } from "./shrink.ts";

interface TesterOptions extends Evaluator, ResultRecorder, CheckSelector {
	/** Whether a finding was already recorded. */
	isKnown: (operation: Operation, result: CheckResult) => boolean;
	validate: Validator;
}

export function createTester({
	evaluate,
	record,
	isSelected,
	isKnown,
	validate,
}: TesterOptions): RequestSender {
	/** Shrinks a request that has a finding. Returns it with the finding as the smaller request has it. */
	const minimize = async (
		request: Request,
		testCase: TestCase,
		result: CheckResult,
		finding: Omit<Finding, "check">,
	) => {
		let smallestResult = result;
		const violations = violationsIn(validate, request).join();
		const smallest = await shrink(request, async (smaller) => {
			// A valid request must stay valid, and an invalid one must keep its violations: anything else is another finding.
			if (violationsIn(validate, smaller).join() !== violations) return false;
			const { results } = await evaluate(smaller, testCase);
			const same = results.find(
				(each) =>
					each.check === result.check &&
					each.finding?.pointer === finding.pointer,
			);
			if (same) smallestResult = same;
			return same !== undefined;
		});
		return { request: smallest, result: smallestResult };
	};

	return {
		async send(request, testCase = {}) {
			const { operation } = request;
			const { response, results } = await evaluate(request, testCase);
			for (const result of results) {
				const { check, finding } = result;
				const isNew =
					finding &&
					isSelected([check], operation) &&
					!isKnown(operation, result);
				// A request with an assertion of its own isn't shrunk: without its header or method it would test something else.
				if (!isNew || testCase.assert) {
					record(request, result, testCase);
					continue;
				}
				const smallest = await minimize(request, testCase, result, finding);
				record(smallest.request, smallest.result, testCase);
			}
			return response;
		},
	};
}
