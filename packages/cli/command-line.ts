/** The command line of every command: one definition for reading it and for `--help`. */
import { parseArgs } from "node:util";
import type { CommandContext } from "./command.ts";
import { describeHelp } from "./help.ts";
import { type Definition, flag, type Option } from "./options.ts";
import { suggest } from "./suggest.ts";
import { CommandError } from "./terminal.ts";

/** A parsed command line. */
export interface CommandLine<Options extends Record<string, Option>> {
	arguments: string[];
	options: {
		[Name in keyof Options]: Options[Name] extends Option<infer Value>
			? Value
			: never;
	};
}

/**
 * Parses the command line, or prints help for `--help`.
 *
 * @returns Undefined if help was printed; the command should then return.
 * @throws {CommandError} If the command line is invalid. The message suggests a fix.
 */
export function readCommandLine<Options extends Record<string, Option>>(
	{ args, console }: Pick<CommandContext, "args" | "console">,
	definition: Definition<Options>,
): CommandLine<Options> | undefined {
	const { command, options } = definition;
	const reject = (reason: string): never => {
		throw new CommandError(`${reason} ${command} --help lists the options.`);
	};
	const { given, positionals } = split(args, options, reject);
	if (given.has("help")) {
		console.log(describeHelp(definition));
		return undefined;
	}
	checkArguments(definition, positionals, reject);
	const values = Object.entries(options).map(([name, option]) => {
		try {
			return [name, option.read(given.get(name) ?? [])];
		} catch (error) {
			throw new CommandError(`--${name} ${(error as Error).message}.`);
		}
	});
	return { arguments: positionals, options: Object.fromEntries(values) };
}

/** The values of each option, and the positional arguments. */
function split(
	args: string[],
	options: Record<string, Option>,
	reject: (reason: string) => never,
) {
	const types = Object.entries(options).map(([name, { placeholder }]) => [
		name,
		{ type: placeholder ? "string" : "boolean" } as const,
	]);
	const { tokens } = parseArgs({
		args,
		options: {
			...Object.fromEntries(types),
			help: { type: "boolean", short: "h" },
		},
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const given = new Map<string, string[]>();
	const positionals: string[] = [];
	for (const token of tokens) {
		if (token.kind === "positional") positionals.push(token.value);
		if (token.kind !== "option") continue;
		const { name, rawName, value, inlineValue } = token;
		const known: Record<string, Option> = {
			...options,
			help: flag("Print this help."),
		};
		const option = Object.hasOwn(known, name) ? known[name] : undefined;
		if (!option || (name !== "help" && !rawName.startsWith("--")))
			return reject(
				`Unknown option ${rawName}.${suggest(name, Object.keys(known), "--")}`,
			);
		if (!option.placeholder && value !== undefined)
			return reject(`--${name} doesn't take a value.`);
		if (option.placeholder && !value)
			return reject(`--${name} requires a value.`);
		if (!inlineValue && /^-\D/.test(value ?? ""))
			return reject(
				`--${name} requires a value, and ${value} looks like an option. Write --${name}=${value} if it is the value.`,
			);
		given.set(name, [...(given.get(name) ?? []), value ?? ""]);
	}
	return { given, positionals };
}

function checkArguments(
	{
		command,
		arguments: known = {},
	}: Pick<Definition<never>, "command" | "arguments">,
	positionals: string[],
	reject: (reason: string) => never,
): void {
	const entries = Object.entries(known);
	const [missing] = entries
		.filter(([, { optional, repeated }]) => !optional && !repeated)
		.slice(positionals.length);
	if (missing) reject(`${missing[0]} is missing.`);
	const unexpected = positionals[entries.length];
	if (unexpected !== undefined && !entries.at(-1)?.[1].repeated)
		reject(
			`Unexpected argument ${JSON.stringify(unexpected)}.${command.startsWith("npm ") ? " npm passes on options only after --:" : ""}`,
		);
	const empty = positionals.indexOf("");
	if (empty !== -1) reject(`${entries[empty]?.[0]} is empty.`);
}
