/** `lomi-sandbox`: the first argument names the command; without one, it serves. Commands are loaded on demand. */
import module from "node:module";
import { type CommandContext, CommandError, suggest } from "@lomi/cli";

export { describeSandbox } from "./banner.ts";
export { PORT } from "./options.ts";

const COMMANDS: Record<
	string,
	() => Promise<(context: CommandContext) => Promise<void>>
> = {
	listen: async () => (await import("./listen.ts")).listenCommand,
	trigger: async () => (await import("./trigger.ts")).triggerCommand,
	open: async () => (await import("./open.ts")).openCommand,
	events: async () => (await import("./events.ts")).eventsCommand,
};

/** Runs the command that the first argument names. */
export async function sandboxCommand(context: CommandContext): Promise<void> {
	const [name = "", ...args] = context.args;
	const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (!load && name && !name.startsWith("-"))
		throw new CommandError(
			`Unknown command ${name}.${suggest(name, Object.keys(COMMANDS))} lomi-sandbox --help lists the commands.`,
		);
	const command = load
		? await load()
		: (await import("./serve.ts")).serveCommand;
	const running = command(load ? { ...context, args } : context);
	// Node flushes it on exit only, which a killed process never reaches.
	module.flushCompileCache();
	return running;
}
