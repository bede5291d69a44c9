/**
 * Attempts to pay, by the token of the form that each was sent with: a form that is sent twice is one attempt. They are kept in memory, for
 * what is paid is in the database, and nobody pays a session twice.
 */
import type { Outcome } from "../engine/engine.ts";
import type { FormValues } from "./form.ts";

export interface FormSubmission {
	session_id: string;
	values: FormValues;
	/** Undefined where it was not to be, because another one was first. */
	outcome: Promise<Outcome | undefined>;
}

export interface FormSubmissions {
	/** The attempt that a token stands for, if it was one in this session. */
	find(session_id: string, token: string): FormSubmission | undefined;
	/** Keeps an attempt. */
	add(token: string, attempt: FormSubmission): void;
}

/** How many are kept. A customer who comes back later has an empty form. */
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
			// After a fault of ours, the same form may be sent again.
			attempt.outcome.catch(() => attempts.delete(token));
			const [oldest] = attempts.keys();
			if (attempts.size > MOST && oldest !== undefined) attempts.delete(oldest);
		},
	};
}
