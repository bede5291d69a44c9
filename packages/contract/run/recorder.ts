/** Records the results of the selected checks. */
import type { Request } from "@lomi/spec";
import type { CheckSelector, ResultRecorder } from "../phases/capabilities.ts";
import type { PhaseName } from "../result.ts";
import type { Findings } from "./findings.ts";

interface RecorderOptions extends CheckSelector {
	findings: Findings;
	/** Returns the shell commands that send a request. */
	toCurl: (request: Request) => string;
	currentPhase: () => PhaseName | undefined;
}

export function createRecorder({
	findings,
	isSelected,
	toCurl,
	currentPhase,
}: RecorderOptions): ResultRecorder {
	return {
		record(request, result, { tried, reproducedBy = request } = {}) {
			const { operation } = request;
			if (!isSelected([result.check], operation)) return;
			findings.add(operation, result, () => ({
				operation,
				phase: currentPhase(),
				tried,
				curl: toCurl(reproducedBy),
			}));
		},
	};
}
