/** A fictitious result, with responses that try to break a report. */
import {
	CHECKS,
	type CheckName,
} from "../../../packages/contract/checks/names.ts";
import {
	type Failure,
	PHASES,
	type Result,
} from "../../../packages/contract/result.ts";
import { operations } from "../../api.ts";

export const checks = Object.keys(CHECKS) as CheckName[];

/** Markup, the end of a CDATA section, NUL, a terminal escape, DEL, a C1 control, a lone surrogate, an emoji. */
export const HOSTILE = `</script><img src=x onerror=alert(1)> ]]> \0\x1b[31m\x7f\x9b \ud800 😀 & "it's"`;

/** The same as a page or a terminal must show it. */
export const SHOWN = `</script><img src=x onerror=alert(1)> ]]> ␀␛[31m␡� � 😀 & "it's"`;

function failure(index: number, check: CheckName, changes = {}): Failure {
	const operation = operations[index];
	if (!operation) throw new Error(`There is no operation ${index}.`);
	return {
		operation,
		check,
		phase: "coverage",
		tried: "amount: minimum",
		message: `The 200 response doesn't match its schema: \`amount\` must be a number, not ${HOSTILE}.`,
		expected: "a number",
		got: `200 {"amount": "${HOSTILE}"}\n${"long ".repeat(100)}${"x".repeat(500)}`,
		curl: `curl -i 'http://127.0.0.1/v1/customers?name=${"a".repeat(200)}' -H "X-API-Key: $LOMI_API_KEY" --data-raw '{"name":"</script>"}'`,
		pointer: "#/components/schemas/Money",
		count: 1,
		place: { file: "openapi/shared/schemas.yaml", line: 12 },
		...changes,
	};
}

/** All operations, of which the first and the eighth fail; the last check applies to none. */
export const result: Result = {
	title: "lomi. API",
	version: "1.0.0",
	subject: "http://127.0.0.1:4010/v1",
	operations,
	checks,
	phases: PHASES,
	tally: new Map(
		operations.map(({ id }) => [
			id,
			new Map(checks.slice(0, -1).map((check) => [check, 3])),
		]),
	),
	failures: [
		failure(0, "response_schema_conformance"),
		failure(0, "response_schema_conformance", { count: 2, tried: undefined }),
		failure(7, "error_shape", { phase: undefined, place: undefined }),
	],
	requests: 1234,
	duration: 75.25,
	times: new Map([[operations[0]?.id ?? "", 1.5]]),
	startedAt: "2026-01-02T03:04:05.678Z",
	seed: 42,
	complete: true,
	notes: [`Not cleaned up: 1 resource created by ${HOSTILE}.`],
};

/** The same without failures. */
export const fine: Result = { ...result, failures: [], notes: [] };
