/** Runs the suite against a server. */

import {
	type Description,
	keyHeader,
	type Operation,
	readOperations,
	secretPrefixes,
} from "@lomi/spec";
import { createRedact } from "lomi-openapi/internal";
import { REAL_CLOCK } from "../http/clock.ts";
import { createExchange, ServerGone, waitForServer } from "../http/exchange.ts";
import { NoResponse } from "../http/response.ts";
import { createSender } from "../http/sender.ts";
import { preflight } from "../preflight.ts";
import type { Send } from "../resources/resources.ts";
import type { Result } from "../result.ts";
import { createFindings } from "./findings.ts";
import { createPhases } from "./phases.ts";
import { type PlanStep, planPhases } from "./plan.ts";
import type { Settings } from "./settings.ts";

/** How long requests in flight and the clean-up may take after an abort, in milliseconds. */
const GRACE_PERIOD = 5_000;

/**
 * Runs the selected phases.
 *
 * @throws {CommandError} If there is no such server, it rejects the key, or its `Retry-After` is too long to wait for.
 */
export async function runContract(
	document: Description,
	settings: Settings,
): Promise<Result> {
	const { clock = REAL_CLOCK, signal, stateless, mayWrite } = settings;
	const operations = readOperations(document);
	const start = performance.now();
	const result = emptyResult(document, operations, settings);
	const sender = createSender({
		...settings,
		keyHeader: keyHeader(document),
		clock,
	});
	const graceSignal = abortLater(signal, GRACE_PERIOD);
	graceSignal.addEventListener("abort", () => sender.close());

	let current: (PlanStep & { done: number; total: number }) | undefined;
	const reportProgress = () => {
		if (current)
			settings.onProgress?.({
				...current,
				requests: sender.count,
				failures: result.failures.length,
			});
	};
	const exchange = createExchange(sender, reportProgress);
	/** Sends a request without checking the response. */
	const sendUnchecked: Send = async (request) => {
		const response = await exchange(request, { signal: graceSignal }).catch(
			() => undefined,
		);
		return response instanceof NoResponse ? undefined : response;
	};

	const { runPhase, cleanUp, leftovers } = createPhases(
		document,
		operations,
		settings,
		{
			exchange,
			findings: createFindings(
				result,
				createRedact(secretPrefixes(document), settings.key),
				settings.locate,
			),
			onNoResponse: async () => {
				const [any] = operations;
				if (any) await waitForServer(any, sender, clock, signal);
			},
			currentPhase: () => current?.phase,
		},
	);

	if (sender.proxy)
		result.notes.push(`Requests went through the proxy ${sender.proxy}.`);
	try {
		await preflight(document, settings.baseUrl, (request) =>
			exchange(request, { signal }),
		);
		const plan = planPhases(operations, settings);
		for (const [done, step] of plan.entries()) {
			current = { ...step, done, total: plan.length };
			reportProgress();
			await measure(result.times, step.operation, async () => {
				await runPhase(step.phase, step.operation);
				await cleanUp();
			});
		}
		await cleanUp({ all: true });
		result.complete = true;
	} catch (error) {
		if (signal?.aborted) {
			await cleanUp({ all: true, send: sendUnchecked });
			result.notes.push("The run was interrupted, so the rest was not tested.");
		} else if (error instanceof ServerGone)
			result.notes.push(
				"The server stopped responding, so the rest was not tested, and created resources may still exist.",
			);
		else throw error;
	} finally {
		sender.close();
	}
	// A server without memory has kept nothing.
	if (!stateless)
		result.notes.push(...describeLeftovers(leftovers, result.complete));
	if (!mayWrite)
		result.notes.push("Read-only: no request that changes data was sent.");
	result.requests = sender.count;
	result.duration = (performance.now() - start) / 1000;
	return result;
}

/** Adds the seconds that something takes to those of the operation. */
async function measure(
	times: Result["times"],
	{ id }: Operation,
	execute: () => Promise<void>,
): Promise<void> {
	const start = performance.now();
	await execute();
	const seconds = (performance.now() - start) / 1000;
	times.set(id, (times.get(id) ?? 0) + seconds);
}

function emptyResult(
	{ info: { title, version } }: Description,
	operations: Operation[],
	settings: Settings,
): Result {
	return {
		title,
		version,
		subject: settings.baseUrl,
		operations: operations.filter(({ id }) => settings.operations.has(id)),
		checks: [...settings.checks],
		phases: settings.phases,
		tally: new Map(),
		failures: [],
		requests: 0,
		duration: 0,
		times: new Map(),
		startedAt: new Date().toISOString(),
		seed: settings.phases.includes("fuzzing") ? settings.seed : undefined,
		complete: false,
		notes: [],
	};
}

function describeLeftovers(
	leftovers: ReadonlyMap<string, number>,
	complete: boolean,
): string[] {
	const reason = complete ? "not deleted by the API" : "run interrupted";
	return [...leftovers].map(
		([id, count]) =>
			`Not cleaned up: ${count} ${count === 1 ? "resource" : "resources"} created by ${id} (${reason}).`,
	);
}

/** A signal that aborts some milliseconds after another one. */
function abortLater(
	signal: AbortSignal | undefined,
	milliseconds: number,
): AbortSignal {
	const controller = new AbortController();
	signal?.addEventListener("abort", () => {
		setTimeout(() => controller.abort(), milliseconds).unref();
	});
	return controller.signal;
}
