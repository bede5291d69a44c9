/** Checks what the sandbox sends against the description. */
import type { SchemaCheck } from "@lomi/spec/validation";
import { describeViolation } from "@lomi/spec/validation-messages";

/** How a body differs from what the description says, and where it says so; undefined where it doesn't. */
export function violationOf(
	check: SchemaCheck,
	schema: string,
	body: unknown,
): string | undefined {
	const [error] = check(schema, body);
	if (!error) return undefined;
	const place = { root: "", whole: "The body" };
	const { details } = describeViolation(error, place);
	return `is not as described by ${schema}: ${details}.`;
}
