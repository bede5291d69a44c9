/** View models of the errors page: meaning, remedy, operations and examples of every status and code. */
import { STATUS_CODES } from "node:http";
import {
	type Description,
	type Example,
	type Operation,
	type Remedy,
	readOperations,
	remedyOf,
} from "@lomi/spec";

export interface ErrorEntry {
	/** `404` or `NOT_FOUND`. Also the anchor of its section. */
	name: string;
	/** `Not Found`; empty for a code. */
	title: string;
	/** The cause and the remedy, in Markdown. */
	advice: Remedy;
	operations: Operation[];
	/** True if any operation can return it. */
	everywhere: boolean;
	/** The codes of a status, or the statuses of a code. */
	related: string[];
	/** One example for each different body. */
	examples: Example[];
}

interface Case {
	operation: Operation;
	status: number;
	example: Example;
	code: string | undefined;
}

/** Statuses in ascending order, then codes in the order of the description. */
export function readErrors(document: Description): {
	statuses: ErrorEntry[];
	codes: ErrorEntry[];
} {
	const operations = readOperations(document);
	const cases = operations.flatMap((operation) =>
		operation.answers
			.filter(({ status }) => status >= 400)
			.flatMap(({ status, body }) =>
				(body?.examples ?? []).map((example) => ({
					operation,
					status,
					example,
					code: (example.value as { error: { code?: string } }).error.code,
				})),
			),
	);
	const entry = (name: string, title: string, found: Case[]): ErrorEntry => {
		const where = new Set(found.map(({ operation }) => operation));
		return {
			name,
			title,
			advice: remedyOf(document, name),
			operations: [...where],
			everywhere: where.size === operations.length,
			related: [
				...new Set(
					found.flatMap(({ status, code }) =>
						title ? (code ?? []) : String(status),
					),
				),
			],
			examples: distinct(found),
		};
	};
	const codes = Object.keys(
		document.components.schemas?.ErrorCode?.["x-enumDescriptions"] ?? {},
	);
	const statuses = [...new Set(cases.map(({ status }) => status))].sort();
	return {
		statuses: statuses.map((status) =>
			entry(
				String(status),
				STATUS_CODES[status] ?? "",
				cases.filter((found) => found.status === status),
			),
		),
		codes: codes.map((code) =>
			entry(
				code,
				"",
				cases.filter((found) => found.code === code),
			),
		),
	};
}

/** At most three examples that differ in more than an ID. */
function distinct(cases: Case[]): Example[] {
	const seen = new Map<string, Example>();
	for (const { example } of cases) {
		const { error } = example.value as { error: { message: string } };
		if (!seen.has(error.message)) seen.set(error.message, example);
	}
	return [...seen.values()].slice(0, 3);
}
