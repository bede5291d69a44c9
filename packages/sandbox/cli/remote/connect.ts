/** A running sandbox, as the commands ask it. */

import { CommandError } from "@lomi/cli";
import { ConnectionError, LomiError } from "lomi-openapi";
import { Control } from "../../../../generated/control.ts";
import { URL_OPTION } from "./command-line.ts";

/** @throws {CommandError} Where the address is none. */
export function connect(url: string): Control {
	if (!/^https?:/.test(url) || !URL.canParse(url))
		throw new CommandError(
			`--url takes an address, such as ${URL_OPTION.default}, not ${JSON.stringify(url)}.`,
		);
	return new Control({ url: new URL(url).origin });
}

/**
 * Waits for an answer of the sandbox.
 *
 * @throws {CommandError} Where there is no sandbox, or it refuses, in its words.
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
				`No sandbox answers at ${url}. Start one with npx lomi-sandbox, or say with --url where it is.`,
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
 * Makes sure that what answers is a sandbox.
 *
 * @throws {CommandError} Where there is none, or it takes no commands.
 */
export async function checkSandbox(
	control: Control,
	url: string,
): Promise<void> {
	const clock = await ask(url, () =>
		control.clock.get().catch((error) => {
			if (error instanceof ConnectionError) throw error;
			// Whatever it is that answered, it is none of ours.
			return undefined;
		}),
	);
	if (clock?.data?.now === undefined)
		throw new CommandError(
			`What answers at ${url} takes no commands: it is no sandbox, or was started with --no-control.`,
		);
}
