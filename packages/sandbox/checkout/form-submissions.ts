/**
 * Payment attempts by the token of their form, so that submitting a form twice makes one attempt. In memory is enough: payments are in the
 * database, and a session can't be paid twice.
 */
import type { Outcome } from "../engine/engine.ts";
import type { FormValues } from "./form.ts";

export interface FormSubmission {
	session_id: string;
	values: FormValues;
	/** Resolves to undefined if another attempt won. */
	outcome: Promise<Outcome | undefined>;
}

export interface FormSubmissions {
	/** The attempt with this token, if it was made in this session. */
	find(session_id: string, token: string): FormSubmission | undefined;
	/** Remembers an attempt. */
	add(token: string, attempt: FormSubmission): void;
}

/** Attempts remembered. A customer who comes back later sees an empty form. */
const MOST = 1_000;

export function createFormSubmissions(): FormSubmissions {
	const attempts = new Map<string, FormSubmission>();
	return {
		find(session_id, token) {
			const attempt = attempts.get(token);
			return attempt?.session_id === session_id ? attempt : undefined;
		},
		add(token, attempt) {
			attempts.set(token, attempt);
			// After an internal error the same form may be submitted again.
			attempt.outcome.catch(() => attempts.delete(token));
			const [oldest] = attempts.keys();
			if (attempts.size > MOST && oldest !== undefined) attempts.delete(oldest);
		},
	};
}
