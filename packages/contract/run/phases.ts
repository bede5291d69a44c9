/** Wires the phases: each gets the functions and settings that it needs, and no others. */
import {
	createUnique,
	curlOf,
	type Description,
	keyHeader,
	type Operation,
	type Request,
} from "@lomi/spec";
import { createSchemaCheck, createValidator } from "@lomi/spec/validation";
import { createConformance } from "../checks/conformance.ts";
import type { Exchange } from "../http/exchange.ts";
import { NoResponse } from "../http/response.ts";
import type { RequestSender } from "../phases/capabilities.ts";
import { runCoverage } from "../phases/coverage.ts";
import { runExamples } from "../phases/examples.ts";
import { runFuzzing } from "../phases/fuzzing.ts";
import { runStateful } from "../phases/stateful/stateful.ts";
import { createResources, type Resources } from "../resources/resources.ts";
import type { PhaseName } from "../result.ts";
import { createEvaluator } from "./evaluator.ts";
import type { Findings } from "./findings.ts";
import { createCheckSelector } from "./plan.ts";
import { createRecorder } from "./recorder.ts";
import type { Settings } from "./settings.ts";
import { createTester } from "./tester.ts";

export interface Phases
	extends Pick<Resources, "cleanUp" | "leftovers">,
		RequestSender {
	runPhase(phase: PhaseName, operation: Operation): Promise<void>;
}

interface PhasesOptions {
	exchange: Exchange;
	findings: Findings;
	/** Called if no response arrived. Rejects if the run can't go on. */
	onNoResponse: () => Promise<void>;
	currentPhase: () => PhaseName | undefined;
}

export function createPhases(
	document: Description,
	operations: Operation[],
	settings: Settings,
	{ exchange, findings, onNoResponse, currentPhase }: PhasesOptions,
): Phases {
	const { signal, stateless, mayWrite, key, runs, seed } = settings;
	const unique = createUnique();
	const resources = createResources({
		...{ document, operations, unique, mayWrite, stateless },
		send: (request) => send(request),
		async sendUnchecked(request) {
			const response = await exchange(request, { signal });
			return response instanceof NoResponse ? undefined : response;
		},
	});
	const { requestMaker, cleanUp, leftovers } = resources;
	const schemaCheck = createSchemaCheck(document);
	const validate = createValidator(document, schemaCheck);
	const { evaluate } = createEvaluator({
		exchange,
		conformance: createConformance(document, schemaCheck, settings),
		prepare: resources.prepare,
		onResponse: resources.learn,
		onNoResponse,
		signal,
	});
	const { isSelected } = createCheckSelector(settings);
	const toCurl = (request: Request) =>
		curlOf(request, {
			...settings,
			keyHeader: keyHeader(document),
			originOf: resources.originOf,
			stem: unique.stem,
		});
	const { record } = createRecorder({
		findings,
		isSelected,
		toCurl,
		currentPhase,
	});
	const { send } = createTester({
		evaluate,
		record,
		isSelected,
		isKnown: findings.has,
		validate,
	});

	const phases: Record<PhaseName, (operation: Operation) => Promise<void>> = {
		examples: (operation) => runExamples({ send, requestMaker }, operation),
		coverage: (operation) =>
			runCoverage(
				{
					...{ document, operations, key, stateless, mayWrite },
					...{ send, isSelected, requestMaker },
				},
				operation,
			),
		fuzzing: (operation) =>
			runFuzzing(
				{
					...{ document, validate, runs, seed, mayWrite },
					...{ evaluate, record, isSelected, requestMaker, cleanUp },
				},
				operation,
			),
		stateful: async (operation) => {
			if (stateless) return;
			await runStateful(
				{
					...{ document, operations, unique, mayWrite },
					...{ send, record, isSelected, requestMaker },
				},
				operation,
			);
		},
	};

	return {
		runPhase: (phase, operation) => phases[phase](operation),
		send,
		cleanUp,
		leftovers,
	};
}
