/** Each constraint at, below and above its boundary; then what every operation has in common: key, headers, methods. */
import type { Operation } from "@lomi/spec";
import {
	authProbes,
	headerProbes,
	judgeMethod,
	judgeRefusal,
	methodProbes,
} from "../checks/access.ts";
import { boundariesOf } from "../requests/boundaries.ts";
import { invalidRequests } from "../requests/invalid-requests.ts";
import type { Run } from "../run.ts";

export async function coverage(run: Run, operation: Operation): Promise<void> {
	const { document, resources } = run;
	let good = await resources.maker(operation);
	for (const { name, pointer, request } of boundariesOf(
		document,
		operation,
		good,
	))
		await run.attempt(request, { tried: name, pointer, expected: "accepted" });
	// What a boundary has deleted is no place for a mistake.
	good = await resources.maker(operation);
	for (const { name, pointer, request } of invalidRequests(
		document,
		operation,
		good,
	))
		await run.attempt(request, { tried: name, pointer, expected: "refused" });
	if (run.wants(["missing_required_header"], operation))
		for (const { name, pointer, request } of headerProbes(
			run,
			operation,
			good(),
		))
			await run.attempt(request, {
				tried: name,
				judge: judgeRefusal("missing_required_header", name, pointer),
			});
	if (run.wants(["ignored_auth"], operation))
		for (const { name, pointer, request } of authProbes(run, good()))
			await run.attempt(request, {
				tried: name,
				judge: judgeRefusal("ignored_auth", name, pointer),
			});
	if (run.wants(["unsupported_method"], operation))
		for (const { name, pointer, request } of methodProbes(
			run,
			operation,
			good(),
		))
			await run.attempt(request, {
				tried: name,
				alone: true,
				judge: judgeMethod(run, operation, pointer),
			});
}
