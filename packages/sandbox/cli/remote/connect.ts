/** Requests to a running sandbox. */

import { CommandError } from "@lomi/cli";
import { ConnectionError, LomiError } from "lomi-openapi";
import { Control } from "../../../../generated/control.ts";

/** The control plane of the sandbox at an address. */
export function connect(url: string): Control {
	return new Control({ url: new URL(url).origin });
}

/**
 * Awaits a response of the sandbox.
 *
 * @throws {CommandError} If there is no sandbox, or it returns an error, with its message.
 */
export async function ask<Answer>(
	url: string,
	call: () => PromiseLike<Answer>,
): Promise<Answer> {
	try {
		return await call();
	} catch (error) {
		if (error instanceof ConnectionError)
			throw new CommandError(
				`No sandbox answers at ${url}. Start one with npx lomi-sandbox, or pass its address with --url.`,
			);
		if (!(error instanceof LomiError)) throw error;
		const { details, message } = error;
		throw new CommandError(
			typeof details === "string" ? asSentence(details) : message,
		);
	}
}

function asSentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * Makes sure that a sandbox answers.
 *
 * @throws {CommandError} If there is none, or it accepts no commands.
 */
export async function checkSandbox(
	control: Control,
	url: string,
): Promise<void> {
	const clock = await ask(url, () =>
		control.clock.get().catch((error) => {
			if (error instanceof ConnectionError) throw error;
			// Something else answered.
			return undefined;
		}),
	);
	if (clock?.data?.now === undefined)
		throw new CommandError(
			`The server at ${url} accepts no commands: it isn't a sandbox, or it was started with --no-control.`,
		);
}
