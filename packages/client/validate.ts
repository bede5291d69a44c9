/**
 * The client with an eye on the API: each answer is held against the description. An entry point of its own, `lomi-openapi/validate`,
 * because the validators are larger than all the rest.
 */

import { describeViolation } from "@lomi/spec/validation-messages";
import { Lomi as PlainLomi } from "../../generated/client.ts";
import { type Failure, LomiError } from "./errors.ts";
import type { ClientOptions } from "./options.ts";
import { validators } from "./response-validators.ts";
import type { Check } from "./transport.ts";

/** An answer is not what the description says. The operation was carried out all the same. */
export class ResponseValidationError extends LomiError {
	override name = "ResponseValidationError";
	/** What is wrong, a sentence each: `` `data.amount` must be an integer ``. */
	readonly violations: string[];

	constructor(message: string, violations: string[], failure: Failure) {
		super(message, failure);
		this.violations = violations;
	}
}

export interface ValidatingOptions extends ClientOptions {
	/** What happens to an answer that isn't as described: nothing, a line in the log, or a {@link ResponseValidationError}. Default: `warn`. */
	validate?: "off" | "warn" | "throw" | undefined;
}

/** The client, with the option `validate`. */
export class Lomi extends PlainLomi {
	/** @throws {TypeError} Where there is no API key, or an option is wrong. */
	constructor({ validate = "warn", ...options }: ValidatingOptions = {}) {
		if (!["off", "warn", "throw"].includes(validate))
			throw new TypeError(
				`validate is ${JSON.stringify(validate)}. Pass off, warn or throw.`,
			);
		super(
			options,
			validate === "off" ? undefined : checkWith(validate === "throw"),
		);
	}
}

function checkWith(throws: boolean): Check {
	return ({ method, path, answer, body }, { log, redact }) => {
		const { status } = answer.response;
		// They name fields, and the names in `metadata` are anybody's.
		const violations = violationsOf(`${method} ${path}`, status, body).map(
			(violation) => redact(violation),
		);
		if (violations.length === 0) return;
		const message = `The answer to ${method} ${path} is not what the description says. ${violations.join("; ")}`;
		if (throws)
			throw new ResponseValidationError(message, violations, answer.failure());
		log("warn", message);
	};
}

function violationsOf(
	operation: string,
	status: number,
	body: unknown,
): string[] {
	const validate = validators[`${operation} ${status}`];
	if (validate === undefined)
		return [`Status ${status} is not documented here.`];
	if (validate === null || validate(body)) return [];
	const errors = validate.errors ?? [];
	const place = { root: "", whole: "The body" };
	return errors.map((error) => describeViolation(error, place).details);
}
