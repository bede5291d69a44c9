/**
 * The client that validates every 2xx response against the description. A separate entry point, `lomi-openapi/validate`, because the
 * validators are larger than everything else.
 */

import { describeViolation } from "@lomi/spec/validation-messages";
import { Lomi as PlainLomi } from "../../generated/client.ts";
import { type Failure, LomiError } from "./errors.ts";
import type { ClientOptions } from "./options.ts";
import { validators } from "./response-validators.ts";
import type { Check } from "./transport.ts";

// Declarations of a program that imports only this entry name these types.
export type * from "./index.ts";

/** A response doesn't match the description. The operation was still carried out. */
export class ResponseValidationError extends LomiError {
	override name = "ResponseValidationError";
	/** One sentence per violation: `` `data.amount` must be an integer ``. */
	readonly violations: string[];

	constructor(message: string, violations: string[], failure: Failure) {
		super(message, failure);
		this.violations = violations;
	}
}

export interface ValidatingOptions extends ClientOptions {
	/** What to do if a response doesn't match the description: nothing, log a warning, or throw a {@link ResponseValidationError}. Default: `warn`. */
	validate?: "off" | "warn" | "throw" | undefined;
}

/** The client, with the option `validate`. */
export class Lomi extends PlainLomi {
	/** @throws {TypeError} If the API key is missing, or an option is invalid. */
	constructor({ validate = "warn", ...options }: ValidatingOptions = {}) {
		if (!["off", "warn", "throw"].includes(validate))
			throw new TypeError(
				`validate must be off, warn or throw, not ${JSON.stringify(validate)}.`,
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
		// Violations name fields, and a merchant's own keys can contain anything.
		const violations = violationsOf(`${method} ${path}`, status, body).map(
			(violation) => redact(violation),
		);
		if (violations.length === 0) return;
		const message = `The response to ${method} ${path} doesn't match the description. ${violations.join("; ")}`;
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
