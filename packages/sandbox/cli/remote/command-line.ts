/** The command line of a command that talks to a running sandbox. */
import { parseArgs } from "node:util";
import { type CommandContext, CommandError } from "@lomi/cli";
import { control } from "../../../../generated/control.ts";
import { describe, type Option, optionRows } from "../help.ts";

export interface CommandLine<Name extends string> {
	/** As it is typed: `events resend`. */
	command: string;
	about: string;
	/** What has to stand after it, by name and meaning. */
	takes?: Record<string, string>;
	options: Record<Name, Option>;
}

/** Where the sandbox is. */
export const URL_OPTION: Option = {
	value: "ADDRESS",
	default: new URL(control.url).origin,
	about: "Where the sandbox is.",
};

const HELP: Option = { default: "off", about: "Print this, and end." };

/**
 * Reads the command line, or prints what it takes where that is asked for.
 *
 * @returns What stands without a name, and all values of each option, in order. Nothing where help was all that was asked for.
 * @throws {CommandError} Where it makes no sense.
 */
export function readCommandLine<Name extends string>(
	{ args, console }: Pick<CommandContext, "args" | "console">,
	line: CommandLine<Name>,
): { taken: string[]; values: Partial<Record<Name, string[]>> } | undefined {
	const { command, about, takes = {} } = line;
	const options: Record<string, Option> = { ...line.options, help: HELP };
	const names = Object.keys(takes);
	const called = `lomi-sandbox ${command}`;
	const { positionals: taken, values } = parse(args, options, called);
	if (values.help) {
		const tables = {
			...(names.length > 0 && { Arguments: Object.entries(takes) }),
			Options: optionRows(options),
		};
		console.log(
			describe(about, [[called, ...names, "[options]"].join(" ")], tables),
		);
		return undefined;
	}
	if (taken.length !== names.length)
		throw new CommandError(
			`${command} takes ${names.join(" and ") || "nothing but options"}, not ${taken.map((each) => JSON.stringify(each)).join(" and ") || "nothing"}. ${called} --help says more.`,
		);
	return {
		taken,
		values: values as Partial<Record<Name, string[]>>,
	};
}

function parse(
	args: string[],
	options: Record<string, Option>,
	called: string,
) {
	try {
		const parsed = parseArgs({
			args,
			allowPositionals: true,
			options: Object.fromEntries(
				Object.entries(options).map(([name, { value }]) => [
					name,
					value
						? { type: "string" as const, multiple: true }
						: { type: "boolean" as const },
				]),
			),
		});
		for (const [name, value] of Object.entries(parsed.values))
			if ([value].flat().includes(""))
				throw new Error(`--${name} takes a value, not nothing`);
		return parsed;
	} catch (error) {
		const [reason] = (error as Error).message.split(/\. |\n/);
		throw new CommandError(`${reason}. ${called} --help lists the options.`);
	}
}
