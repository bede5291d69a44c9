/** Random requests, valid and invalid, from fast-check, which also makes those smaller that show a difference. */

import type { Operation, Request } from "@lomi/spec";
import { createValidator } from "@lomi/spec/validation";
import fc, { type Arbitrary } from "fast-check";
import type { Verdict } from "../checks/names.ts";
import { isValid } from "../checks/validity.ts";
import { invalidRequests, validRequests } from "../requests/arbitraries.ts";
import type { Run, Trial } from "../run.ts";

/** So many smaller requests are tried at the most for one difference. */
const MOST_SHRINKS = 100;

export async function fuzzing(run: Run, operation: Operation): Promise<void> {
	const { document, resources, check } = run;
	const validate = createValidator(document, check);
	// What deletes has nothing random in it but its target, which coverage has been through.
	if (operation.method !== "delete") {
		const good = await resources.maker(operation);
		await fuzz(run, operation, validRequests(document, operation, good), {
			tried: "a random valid request",
			expected: "accepted",
			where: (request) => isValid(validate, request),
		});
	}
	const good = await resources.maker(operation);
	const invalid = invalidRequests(document, operation, good);
	if (invalid)
		await fuzz(run, operation, invalid, {
			tried: "a random invalid request",
			expected: "refused",
			// What a mistake was made in may take it: an empty text is no parameter at all.
			where: (request) => !isValid(validate, request),
		});
}

interface Fuzz extends Trial {
	where: (request: Request) => boolean;
}

/** Sends random requests. Each new finding is made smaller, kept, and looked for no more. */
async function fuzz(
	run: Run,
	operation: Operation,
	requests: Arbitrary<Request>,
	{ where, ...trial }: Fuzz,
): Promise<void> {
	const { runs, seed } = run.settings;
	const found = new Map<string, Verdict>();
	for (let from = 0; from < runs; ) {
		let failing: { request: Request; verdict: Verdict } | undefined;
		let fault: { error: unknown } | undefined;
		let shrinks = 0;
		const look = async (request: Request) => {
			const { verdicts } = await run.probe(request, trial);
			// While one finding is made smaller, only that one counts.
			const fresh = verdicts.find((verdict) =>
				failing
					? keyOf(verdict) === keyOf(failing.verdict)
					: verdict.finding &&
						!found.has(keyOf(verdict)) &&
						run.wants([verdict.check], operation),
			);
			if (!failing)
				for (const verdict of verdicts)
					if (verdict !== fresh) run.keep(request, verdict, trial);
			if (run.settings.mayWrite) await run.resources.cleanUp();
			return fresh;
		};
		const property = fc.asyncProperty(requests, async (request) => {
			fc.pre(where(request));
			if (fault || (failing && ++shrinks > MOST_SHRINKS)) return;
			const fresh = await look(request).catch((error) => {
				fault = { error };
				throw error;
			});
			if (!fresh) return;
			failing = { request, verdict: fresh };
			throw new Error(keyOf(fresh));
		});
		// Each start has a seed of its own, so that it doesn't make the same requests again.
		const { numRuns } = await fc.check(property, {
			numRuns: runs - from,
			seed: seed + from,
		});
		// What ends the run is no finding: a smaller request is not looked for.
		if (fault) throw fault.error;
		from += numRuns;
		if (!failing) return;
		found.set(keyOf(failing.verdict), failing.verdict);
		run.keep(failing.request, failing.verdict, trial);
	}
}

function keyOf({ check, finding }: Verdict): string {
	return `${check} ${finding?.pointer}`;
}
