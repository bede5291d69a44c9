/** The JSON report. packages/contract/report/README.md documents its fields. */
import { CHECKS, type CheckName } from "../checks/names.ts";
import {
	type Cell,
	cellOf,
	countCells,
	type PhaseName,
	type Result,
} from "../result.ts";

/** Every object has all of its fields; unknown values are `null`. */
export interface JsonReport {
	/** Increases when a field is removed or changes its meaning. New fields may be added at any time. */
	version: 1;
	description: { title: string; version: string };
	subject: string;
	startedAt: string;
	seconds: number;
	requests: number;
	phases: readonly PhaseName[];
	seed: number | null;
	complete: boolean;
	notes: string[];
	cells: Record<Cell, number>;
	checks: { name: CheckName; meaning: string }[];
	operations: {
		operationId: string;
		method: string;
		path: string;
		checks: Record<string, { result: Cell; held: number; differed: number }>;
	}[];
	failures: {
		operationId: string;
		method: string;
		path: string;
		check: CheckName;
		phase: PhaseName | null;
		tried: string | null;
		message: string;
		expected: string;
		got: string;
		curl: string;
		pointer: string;
		file: string | null;
		line: number | null;
		count: number;
	}[];
}

/** Formats a result as JSON. */
export function jsonReport(result: Result): string {
	const { failures, tally } = result;
	const report: JsonReport = {
		version: 1,
		description: { title: result.title, version: result.version },
		subject: result.subject,
		startedAt: result.startedAt,
		seconds: Number(result.duration.toFixed(3)),
		requests: result.requests,
		phases: result.phases,
		seed: result.seed ?? null,
		complete: result.complete,
		notes: result.notes,
		cells: countCells(result),
		checks: result.checks.map((name) => ({ name, meaning: CHECKS[name] })),
		operations: result.operations.map((operation) => ({
			...named(operation),
			checks: Object.fromEntries(
				result.checks.map((check) => [
					check,
					{
						result: cellOf(result, operation, check),
						held: tally.get(operation.id)?.get(check) ?? 0,
						differed: failures
							.filter(
								(failure) =>
									failure.operation === operation && failure.check === check,
							)
							.reduce((sum, { count }) => sum + count, 0),
					},
				]),
			),
		})),
		failures: failures.map(({ operation, place, ...failure }) => ({
			...named(operation),
			check: failure.check,
			phase: failure.phase ?? null,
			tried: failure.tried ?? null,
			message: failure.message,
			expected: failure.expected,
			got: failure.got,
			curl: failure.curl,
			pointer: failure.pointer,
			file: place?.file ?? null,
			line: place?.line ?? null,
			count: failure.count,
		})),
	};
	return `${JSON.stringify(report, null, 2)}\n`;
}

function named({ id, method, path }: Result["operations"][number]) {
	return { operationId: id, method: method.toUpperCase(), path };
}
