/** The command line of a command that isn't a server. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { CommandError } from "./terminal.ts";

/**
 * Reads the options of the command line.
 *
 * @throws {CommandError} Where there is one that isn't among them, or that has no value; it names those that there are.
 */
export function readArguments<
	const Options extends NonNullable<ParseArgsConfig["options"]>,
>(options: Options, args: string[]) {
	try {
		const { values } = parseArgs({ args, options });
		for (const [name, value] of Object.entries(values))
			if ([value].flat().includes(""))
				throw new Error(`--${name} takes something, not nothing`);
		return values;
	} catch (error) {
		const [reason] = (error as Error).message.split(/\. |\n/);
		const known = Object.keys(options).map((name) => `--${name}`);
		throw new CommandError(`${reason}. The options are ${known.join(", ")}.`);
	}
}
