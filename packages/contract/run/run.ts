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
import { createExchange, waitForServer } from "../http/exchange.ts";
import { createSender } from "../http/sender.ts";
import { preflight } from "../preflight.ts";
import type { Result } from "../result.ts";
import { cleanUpEarly, GRACE_PERIOD, reasonOf } from "./early-end.ts";
import { createFindings } from "./findings.ts";
import { createPhases } from "./phases.ts";
import { type PlanStep, planPhases } from "./plan.ts";
import type { Settings } from "./settings.ts";

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
	const { runPhase, send, cleanUp, leftovers } = createPhases(
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
	const hurry = () => sender.limitTimeout(GRACE_PERIOD);
	signal?.addEventListener("abort", hurry, { once: true });

	let isStarted = false;
	try {
		const { request, response } = await preflight(
			document,
			settings.baseUrl,
			(request) => exchange(request, { signal }),
		);
		isStarted = true;
		if (response.unreadable === undefined) {
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
		} else {
			// Every other response would be the same finding.
			await send(request);
			result.notes.push(
				"The server's responses can't be decoded, so the rest was not tested.",
			);
		}
	} catch (error) {
		await cleanUpEarly(cleanUp, exchange, sender, clock);
		const reason =
			isStarted || signal?.aborted ? reasonOf(error, signal) : undefined;
		if (reason === undefined) throw error;
		result.notes.push(reason);
	} finally {
		signal?.removeEventListener("abort", hurry);
		sender.close();
	}
	if (sender.codings.size > 0)
		result.notes.push(describeCodings(sender.codings));
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

function describeCodings(codings: ReadonlySet<string>): string {
	return `The server compresses responses (${[...codings].join(", ")}), which no request has asked for. The suite decodes them; a client that sends no Accept-Encoding, such as curl without --compressed, may not.`;
}
