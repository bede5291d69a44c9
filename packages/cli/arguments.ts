/** The command line of a command that isn't a server. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { CommandError } from "./terminal.ts";

/**
 * Reads the options of the command line.
 *
 * @throws {CommandError} For an unknown option or a missing value. The message lists the options.
 */
export function readArguments<
	const Options extends NonNullable<ParseArgsConfig["options"]>,
>(options: Options, args: string[]) {
	try {
		const { values } = parseArgs({ args, options });
		for (const [name, value] of Object.entries(values))
			if ([value].flat().includes(""))
				throw new Error(`--${name} requires a value`);
		return values;
	} catch (error) {
		const [reason] = (error as Error).message.split(/\. |\n/);
		const known = Object.keys(options).map((name) => `--${name}`);
		throw new CommandError(`${reason}. The options are ${known.join(", ")}.`);
	}
}
