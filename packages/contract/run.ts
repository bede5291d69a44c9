/** One run of the suite against a server: sends, judges, shrinks what differs, and keeps the result. */

import {
	createUnique,
	curlOf,
	type Description,
	idempotencyHeader,
	keyHeader,
	type Operation,
	type Request,
	readOperations,
	secretPrefixes,
	type Unique,
} from "@lomi/spec";
import type { Place } from "@lomi/spec/load";
import {
	createSchemaCheck,
	createValidator,
	type SchemaCheck,
} from "@lomi/spec/validation";
import { createRedact } from "lomi-openapi/internal";
import { createConformance, unless } from "./checks/conformance.ts";
import { type CheckName, NEED_MEMORY, type Verdict } from "./checks/names.ts";
import { operationPointer } from "./checks/spec-pointers.ts";
import { mistakesIn } from "./checks/validity.ts";
import { createFindings } from "./findings.ts";
import { coverage } from "./phases/coverage.ts";
import { examples } from "./phases/examples.ts";
import { fuzzing } from "./phases/fuzzing.ts";
import { stateful } from "./phases/stateful.ts";
import { planPhases } from "./plan.ts";
import { preflight } from "./preflight.ts";
import { createResources, type Resources } from "./resources.ts";
import type { PhaseName, Result } from "./result.ts";
import {
	type Answer,
	type Clock,
	createSender,
	NoAnswer,
	REAL_CLOCK,
} from "./send.ts";
import { shrink } from "./shrink.ts";

export interface Settings {
	/** Without a slash at its end. */
	baseUrl: string;
	key: string;
	/** The environment that the key belongs to: `test`. */
	environment: string;
	/** Requests a minute; 0 for no limit. */
	rate: number;
	/** Milliseconds until an answer must be whole. */
	timeout: number;
	/** True where the server has no memory. */
	stateless: boolean;
	/** False where nothing may be changed on the server. */
	mayWrite: boolean;
	phases: readonly PhaseName[];
	/** operationIds. */
	operations: ReadonlySet<string>;
	checks: ReadonlySet<CheckName>;
	/** Random requests for each operation, valid ones and as many invalid ones. */
	runs: number;
	seed: number;
	/** Where openapi/ says what stands at a pointer of the bundle. */
	locate?: (pointer: string) => Place | undefined;
	onProgress?: (step: Step) => void;
	/** Default: the real one. */
	clock?: Clock;
	/** Ends the run early: what was made is still deleted, as far as that is quick, and what was found is given. */
	signal?: AbortSignal;
}

/** How far a run is: told before each operation of each phase, and after each answer. */
export interface Step {
	phase: PhaseName;
	operation: Operation;
	/** Operations of phases, `done` going from 0 to `total`. */
	done: number;
	total: number;
	/** Requests so far. */
	requests: number;
	/** Differences so far. */
	failures: number;
}

/** What a phase works with. */
export interface Run {
	document: Description;
	/** All operations of the description. */
	operations: Operation[];
	settings: Settings;
	resources: Resources;
	check: SchemaCheck;
	keyHeader: string;
	idempotencyHeader: string;
	unique: Unique;
	/** Whether any of these checks was asked for, here or at all. */
	wants(checks: CheckName[], operation?: Operation): boolean;
	/** Sends a request, holds the exchange to every check that applies, and gives the answer, if one came. */
	attempt(request: Request, trial?: Trial): Promise<Answer | undefined>;
	/** Sends a request and gives its verdicts, but keeps none. */
	probe(
		request: Request,
		trial?: Trial,
	): Promise<{ answer: Answer | undefined; verdicts: Verdict[] }>;
	/** Keeps a verdict; where it is a finding, with the request that shows it, if that is another one than it is about. */
	keep(
		request: Request,
		verdict: Verdict,
		more?: { tried?: string | undefined; shownBy?: Request },
	): void;
}

/** Why a request is sent. */
export interface Trial {
	/** What is tried: `amount: minimum`. */
	tried?: string;
	expected?: "accepted" | "refused";
	/** The place in the bundle that it is about. */
	pointer?: string;
	/** Judges the answer, besides what every answer is held to. `alone` keeps those away: the request is of no operation. */
	judge?: (answer: Answer) => Verdict[];
	alone?: boolean;
}

/** The server is gone. */
class Gone extends Error {}

const PHASE_OF: Record<
	PhaseName,
	(run: Run, operation: Operation) => Promise<void>
> = { examples, coverage, fuzzing, stateful };

/** How many 429 in a row are waited out for one request. */
const PATIENCE = 5;

/** After the run was ended, what is under way and the deleting may take so many milliseconds. */
const QUICK = 5_000;

/**
 * Runs the chosen phases.
 *
 * @throws {CommandError} Where it can't be run: there is no such server, it doesn't know the key, or it asks for more patience than
 * there is.
 */
export async function runContract(
	document: Description,
	settings: Settings,
): Promise<Result> {
	const operations = readOperations(document);
	const check = createSchemaCheck(document);
	const validate = createValidator(document, check);
	const conformance = createConformance(document, check, settings);
	const header = keyHeader(document);
	const { clock = REAL_CLOCK } = settings;
	const sender = createSender({ ...settings, keyHeader: header, clock });
	const redact = createRedact(secretPrefixes(document), settings.key);
	const chosen = operations.filter(({ id }) => settings.operations.has(id));
	const start = performance.now();
	const result: Result = {
		title: document.info.title,
		version: document.info.version,
		subject: settings.baseUrl,
		operations: chosen,
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
	const recorder = createFindings(result, redact, settings.locate);
	let phase: PhaseName = "examples";
	let tell = () => {};
	const deadline = later(settings.signal, QUICK);
	deadline.addEventListener("abort", () => sender.close());
	let signal = settings.signal;

	/** Sends, and sends again after a 429; each answer that came is given to `look`. */
	const exchange = async (
		request: Request,
		look: (answer: Answer) => void,
	): Promise<Answer | NoAnswer> => {
		for (let patience = PATIENCE; ; patience--) {
			signal?.throwIfAborted();
			const answer = await sender.send(request, signal).catch((error) => {
				signal?.throwIfAborted();
				if (error instanceof NoAnswer) return error;
				throw error;
			});
			tell();
			if (answer instanceof NoAnswer) return answer;
			look(answer);
			if (answer.status !== 429 || patience === 0) return answer;
			await sender.waitFor(answer, signal);
		}
	};

	const probe: Run["probe"] = async (request, trial = {}) => {
		const verdicts: Verdict[] = [];
		const { expected, pointer, judge } = trial;
		const answer = await exchange(request, (each) => {
			if (!trial.alone)
				verdicts.push(
					...conformance({ request, answer: each, expected, pointer }),
				);
		});
		if (!(answer instanceof NoAnswer)) {
			resources.learn(request, answer);
			verdicts.push(...(judge?.(answer) ?? []));
			return { answer, verdicts };
		}
		await stillThere();
		verdicts.push({
			check: "not_a_server_error",
			...unless(false, {
				message: `It gives no answer: ${answer.message}.`,
				expected: "an answer",
				got: answer.message,
				pointer: operationPointer(request.operation),
			}),
		});
		return { answer: undefined, verdicts };
	};

	/** A server that a request has ended may be started again by whoever watches over it. */
	const stillThere = async () => {
		const [first] = operations;
		if (!first) return;
		for (let tries = 3; tries > 0; tries--) {
			const request: Request = {
				operation: first,
				method: "GET",
				path: {},
				query: [],
				headers: {},
			};
			const answer = await sender
				.send(request, signal)
				.catch(() => signal?.throwIfAborted());
			if (answer) return;
			await clock.sleep(1_000, signal);
		}
		throw new Gone();
	};

	const wants: Run["wants"] = (checks, operation) =>
		(!operation || settings.operations.has(operation.id)) &&
		checks.some(
			(each) =>
				settings.checks.has(each) &&
				!(settings.stateless && NEED_MEMORY.has(each)),
		);

	const keep: Run["keep"] = (
		request,
		verdict,
		{ tried, shownBy = request } = {},
	) => {
		const { operation } = request;
		if (wants([verdict.check], operation))
			recorder.keep(operation, verdict, () => ({
				operation,
				phase,
				tried,
				curl: toCurl(shownBy),
			}));
	};

	const attempt: Run["attempt"] = async (request, trial = {}) => {
		const { answer, verdicts } = await probe(request, trial);
		for (const verdict of verdicts) {
			const { check: name, finding } = verdict;
			const { operation } = request;
			const isNew =
				finding &&
				wants([name], operation) &&
				!recorder.knows(operation, verdict);
			// A request of a check's own is what it is: without its header or method, it would be another.
			if (!isNew || trial.judge) {
				keep(request, verdict, trial);
				continue;
			}
			let shown = verdict;
			const mistakes = mistakesIn(validate, request).join();
			const smallest = await shrink(request, async (smaller) => {
				// What was allowed stays allowed, and what was wrong is still what is wrong.
				if (mistakesIn(validate, smaller).join() !== mistakes) return false;
				const found = (await probe(smaller, trial)).verdicts.find(
					(each) =>
						each.check === name && each.finding?.pointer === finding.pointer,
				);
				if (found) shown = found;
				return found !== undefined;
			});
			keep(smallest, shown, trial);
		}
		return answer;
	};

	const send = async (request: Request) => {
		if (signal !== deadline) return attempt(request);
		// The run was ended: this is for the deleting alone, and not looked at.
		const answer = await exchange(request, () => {}).catch(() => undefined);
		return answer instanceof NoAnswer ? undefined : answer;
	};

	const unique = createUnique();
	const resources = createResources(
		document,
		operations,
		send,
		unique,
		settings.mayWrite,
	);
	const toCurl = (request: Request) =>
		curlOf(request, {
			...settings,
			keyHeader: header,
			originOf: resources.originOf,
			stem: unique.stem,
		});
	const run: Run = {
		document,
		operations,
		settings,
		resources,
		check,
		keyHeader: header,
		idempotencyHeader: idempotencyHeader(document),
		unique,
		wants,
		attempt,
		probe,
		keep,
	};
	try {
		await preflight(document, settings.baseUrl, (request) =>
			exchange(request, () => {}),
		);
		const rounds = planPhases(operations, settings);
		for (const [done, { name, operation }] of rounds.entries()) {
			phase = name;
			tell = () =>
				settings.onProgress?.({
					phase,
					operation,
					done,
					total: rounds.length,
					requests: sender.count,
					failures: result.failures.length,
				});
			tell();
			const began = performance.now();
			await PHASE_OF[phase](run, operation);
			await resources.cleanUp();
			const spent = (performance.now() - began) / 1000;
			const before = result.times.get(operation.id) ?? 0;
			result.times.set(operation.id, before + spent);
		}
		await resources.cleanUp(true);
		result.complete = true;
	} catch (error) {
		if (settings.signal?.aborted) {
			signal = deadline;
			await resources.cleanUp(true);
			result.notes.push("It was ended early, so the rest was not tried.");
		} else if (error instanceof Gone)
			result.notes.push(
				"The server stopped answering, so the rest was not tried, and what was made there may still be there.",
			);
		else throw error;
	} finally {
		sender.close();
	}
	// What has no memory has nothing left, either.
	for (const [id, count] of settings.stateless ? [] : resources.left)
		result.notes.push(
			`Left behind, because ${result.complete ? "the API didn't delete it" : "it ended early"}: what ${id} made, ${count} times.`,
		);
	if (!settings.mayWrite)
		result.notes.push("Nothing that changes anything was sent.");
	result.requests = sender.count;
	result.duration = (performance.now() - start) / 1000;
	return result;
}

/** A signal that comes some milliseconds after another one. */
function later(
	signal: AbortSignal | undefined,
	milliseconds: number,
): AbortSignal {
	const later = new AbortController();
	signal?.addEventListener("abort", () => {
		setTimeout(() => later.abort(), milliseconds).unref();
	});
	return later.signal;
}
