/** The fuzzing phase: random requests from fast-check, valid and invalid. fast-check also shrinks those that have a finding. */

import type { Description, Operation, Request } from "@lomi/spec";
import type { Validator } from "@lomi/spec/validation";
import fc, { type Arbitrary } from "fast-check";
import type { CheckResult } from "../checks/check-result.ts";
import { invalidRequests, validRequests } from "../requests/arbitraries.ts";
import { isValid } from "../requests/validity.ts";
import type { RequestMaker, Resources } from "../resources/resources.ts";
import type {
	CheckSelector,
	Evaluator,
	ResultRecorder,
	TestCase,
} from "./capabilities.ts";

/** How many smaller requests are tried per finding. */
const MAX_SHRINKS = 100;

interface FuzzOptions {
	/** Random requests per operation and kind. */
	runs: number;
	seed: number;
	/** False if nothing may be changed on the server. */
	mayWrite: boolean;
	cleanUp: Resources["cleanUp"];
}

type Fuzzer = Evaluator & ResultRecorder & CheckSelector & FuzzOptions;

interface RequestOptions {
	document: Description;
	validate: Validator;
	requestMaker: RequestMaker;
}

export async function runFuzzing(
	options: Fuzzer & RequestOptions,
	operation: Operation,
): Promise<void> {
	const { document, validate, requestMaker } = options;
	// Nothing about a DELETE is random but its target, and coverage has tested that.
	if (operation.method !== "delete") {
		const validRequest = await requestMaker(operation);
		const requests = validRequests(document, operation, validRequest);
		await fuzz(options, operation, requests, {
			tried: "a random valid request",
			expected: "accepted",
			filter: (request) => isValid(validate, request),
		});
	}
	const validRequest = await requestMaker(operation);
	const requests = invalidRequests(document, operation, validRequest);
	if (requests)
		await fuzz(options, operation, requests, {
			tried: "a random invalid request",
			expected: "rejected",
			// A mutation can be valid by chance: an empty query parameter counts as absent.
			filter: (request) => !isValid(validate, request),
		});
}

interface FuzzCase extends TestCase {
	filter: (request: Request) => boolean;
}

/** Sends random requests. Each new finding is shrunk, recorded, and ignored from then on. */
async function fuzz(
	options: Fuzzer,
	operation: Operation,
	requests: Arbitrary<Request>,
	{ filter, ...testCase }: FuzzCase,
): Promise<void> {
	const { evaluate, record, isSelected, cleanUp } = options;
	const { runs, seed, mayWrite } = options;
	const known = new Set<string>();
	for (let done = 0; done < runs; ) {
		let failing: { request: Request; result: CheckResult } | undefined;
		let aborted: { error: unknown } | undefined;
		let shrinks = 0;
		const findNew = async (request: Request) => {
			const { results } = await evaluate(request, testCase);
			// While one finding is shrunk, the others are ignored.
			const found = results.find((result) =>
				failing
					? keyOf(result) === keyOf(failing.result)
					: result.finding &&
						!known.has(keyOf(result)) &&
						isSelected([result.check], operation),
			);
			if (!failing)
				for (const result of results)
					if (result !== found) record(request, result, testCase);
			if (mayWrite) await cleanUp();
			return found;
		};
		const property = fc.asyncProperty(requests, async (request) => {
			fc.pre(filter(request));
			if (aborted || (failing && ++shrinks > MAX_SHRINKS)) return;
			const found = await findNew(request).catch((error) => {
				aborted = { error };
				throw error;
			});
			if (!found) return;
			failing = { request, result: found };
			throw new Error(keyOf(found));
		});
		// A seed per restart, or it would send the same requests again.
		const { numRuns } = await fc.check(property, {
			numRuns: runs - done,
			seed: seed + done,
		});
		if (aborted) throw aborted.error;
		done += numRuns;
		if (!failing) return;
		known.add(keyOf(failing.result));
		record(failing.request, failing.result, testCase);
	}
}

function keyOf({ check, finding }: CheckResult): string {
	return `${check} ${finding?.pointer}`;
}
