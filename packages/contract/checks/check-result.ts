/** The result of one check on one exchange. */
import type { HttpResponse } from "../http/response.ts";
import type { CheckName } from "./names.ts";

/** A violation of the description, as a check found it. */
export interface Finding {
	check: CheckName;
	/** One sentence on what is wrong. */
	message: string;
	/** What the description says, for people. */
	expected: string;
	/** What the server did instead. */
	got: string;
	/** JSON pointer to the place in the bundle that says so. */
	pointer: string;
}

/** The check passed if there is no finding. */
export interface CheckResult {
	check: CheckName;
	finding?: Omit<Finding, "check">;
}

/** The result of a check that has a finding unless it passed. */
export function checkResult(
	check: CheckName,
	passed: boolean,
	finding: Omit<Finding, "check">,
): CheckResult {
	return passed ? { check } : { check, finding };
}

const MAX_BODY = 400;
const MAX_VALUE = 80;

/** A response on one line: its status and the start of its body. */
export function describeResponse({ status, text }: HttpResponse): string {
	return `${status} ${truncate(text, MAX_BODY) || "with an empty body"}`;
}

/** A value as JSON, truncated. */
export function describeValue(value: unknown): string {
	return truncate(JSON.stringify(value) ?? "nothing", MAX_VALUE);
}

function truncate(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length)}…` : text;
}
