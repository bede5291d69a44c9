/** The catalogue of errors: meaning, remedy, operations and examples of every status and code. */
import { STATUS_CODES } from "node:http";
import {
	codeRemedies,
	type Remedy,
	remedyOf,
	statusRemedies,
} from "./extensions.ts";
import {
	type Description,
	type Example,
	type Operation,
	readOperations,
} from "./operations.ts";

export interface ErrorEntry {
	/** `404` or `NOT_FOUND`. Also the anchor of its section in the docs. */
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

/** An error that an operation documents by an example. */
export interface DocumentedError {
	operation: Operation;
	status: number;
	example: Example;
	code: string | undefined;
}

/** The errors of all operations, in the order of the description. */
export function documentedErrors(document: Description): DocumentedError[] {
	return readOperations(document).flatMap((operation) =>
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
}

/** The name of a status: `Not Found`. */
export function statusTitle(status: number): string {
	return STATUS_CODES[status] ?? "";
}

/** The entry for a response: that of its code, or that of its status if the catalogue doesn't have the code. Undefined if it has neither. */
export function findAdvice(
	document: Description,
	status: number,
	code: string | undefined,
): { name: string; advice: Remedy } | undefined {
	const known = { ...statusRemedies(document), ...codeRemedies(document) };
	const name = [code, String(status)].find(
		(each) => each !== undefined && Object.hasOwn(known, each),
	);
	return name === undefined
		? undefined
		: { name, advice: remedyOf(document, name) };
}

/** Statuses in ascending order, then codes in the order of the description. */
export function readErrors(document: Description): {
	statuses: ErrorEntry[];
	codes: ErrorEntry[];
} {
	const operations = readOperations(document);
	const cases = documentedErrors(document);
	const entry = (
		name: string,
		title: string,
		found: DocumentedError[],
	): ErrorEntry => {
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
				statusTitle(status),
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
function distinct(cases: DocumentedError[]): Example[] {
	const seen = new Map<string, Example>();
	for (const { example } of cases) {
		const { error } = example.value as { error: { message: string } };
		if (!seen.has(error.message)) seen.set(error.message, example);
	}
	return [...seen.values()].slice(0, 3);
}
