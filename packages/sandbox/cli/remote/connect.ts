/** Requests to a running sandbox. */

import { CommandError } from "@lomi/cli";
import { Control } from "@lomi/control";
import { exemptFromProxy, isOnThisMachine } from "@lomi/http";
import { ConnectionError, LomiError } from "lomi-openapi";
import { proxyOf } from "lomi-openapi/internal";

/** The control plane of the sandbox at an address. From now on, requests to one on this machine don't go through a proxy. */
export function connect(url: string): Control {
	if (isOnThisMachine(url) && proxyOf(url)) exemptFromProxy(url, process.env);
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
		if (error instanceof ConnectionError) throw noSandbox(url);
		if (!(error instanceof LomiError)) throw error;
		const { details, message } = error;
		throw new CommandError(
			typeof details === "string" ? asSentence(details) : message,
		);
	}
}

function noSandbox(url: string): CommandError {
	const proxy = proxyOf(url);
	return new CommandError(
		proxy
			? `No sandbox answers at ${url} through the proxy ${proxy}. If it can be reached without, add ${new URL(url).hostname} to NO_PROXY.`
			: `No sandbox answers at ${url}. Start one with npx lomi-sandbox, or pass its address with --url.`,
	);
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
