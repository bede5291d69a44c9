/** Validates what the sandbox sends against the description. */
import type { SchemaCheck } from "@lomi/spec/validation";
import { describeViolation } from "@lomi/spec/validation-messages";

/** Explains how a body violates a schema of the description; undefined if it doesn't. */
export function violationOf(
	check: SchemaCheck,
	schema: string,
	body: unknown,
): string | undefined {
	const [error] = check(schema, body);
	if (!error) return undefined;
	const place = { root: "", whole: "The body" };
	const { details } = describeViolation(error, place);
	return `violates ${schema}: ${details}.`;
}
