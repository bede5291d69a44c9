/** The command line of every command: one definition for reading it and for `--help`. */
import { parseArgs } from "node:util";
import type { CommandContext } from "./command.ts";
import { describeHelp } from "./help.ts";
import { suggest } from "./suggest.ts";
import { CommandError } from "./terminal.ts";

/** An option, whose values are read as `Value`. The functions below make them. */
export interface Option<Value = unknown> {
	/** Stands for its value in help: `FILE`. Absent for a flag. */
	placeholder?: string;
	about: string;
	/** What applies without it, for help. */
	default?: string;
	/**
	 * Reads all values that were given, in order; none where it wasn't.
	 *
	 * @throws {Error} With what the option must be: `must be an integer ≥ 1`.
	 */
	read(texts: string[]): Value;
}

/** What a command takes. */
export interface Definition<Options extends Record<string, Option>> {
	/** As it is typed: `npm run mock --`, `lomi-sandbox listen`. */
	command: string;
	about: string;
	/** Arguments without a name, in order. */
	arguments?: Record<string, Argument>;
	options: Options;
	/** Commands below this one, by name, for help. */
	commands?: Record<string, string>;
}

/** An argument without a name. */
export interface Argument {
	about: string;
	optional?: boolean;
	/** May be left out, or given several times. */
	repeated?: boolean;
}

/** What was given. */
export interface CommandLine<Options extends Record<string, Option>> {
	arguments: string[];
	options: {
		[Name in keyof Options]: Options[Name] extends Option<infer Value>
			? Value
			: never;
	};
}

/** An option without a value. */
export function flag(about: string): Option<boolean> {
	return { about, read: (texts) => texts.length > 0 };
}

interface TextOptions {
	placeholder: string;
	about: string;
	/** What applies without it, for help. */
	default?: string;
}

/** An option with any text but an empty one. The last one given counts. */
export function text(options: TextOptions): Option<string | undefined> {
	return { ...options, read: (texts) => texts.at(-1) };
}

/** An option that may be given several times. */
export function texts(options: TextOptions): Option<string[]> {
	return { ...options, read: (texts) => texts };
}

interface IntegerOptions<Default> extends Omit<TextOptions, "default"> {
	min?: number;
	max?: number;
	/** Its value without it. */
	default: Default;
	/** What applies without it, for help. Default: its value. */
	defaultText?: string;
	/** What a special value means: `0 picks a free port`. */
	note?: string;
}

/** An option with an integer from `min`, 0 when left out, to `max`. */
export function integer<Default extends number | undefined>({
	min = 0,
	max = 999_999_999,
	default: without,
	defaultText = without?.toString(),
	note,
	...options
}: IntegerOptions<Default>): Option<number | Default> {
	const range = max === 999_999_999 ? `≥ ${min}` : `from ${min} to ${max}`;
	return {
		...options,
		...(defaultText !== undefined && { default: defaultText }),
		read(texts) {
			const given = texts.at(-1);
			if (given === undefined) return without;
			const value = Number(given);
			if (/^\d{1,9}$/.test(given) && value >= min && value <= max) return value;
			throw new Error(
				`must be an integer ${range}${note ? ` (${note})` : ""}, not ${JSON.stringify(given)}`,
			);
		},
	};
}

/** The port of a server. */
export function port(
	number: number,
	about = "Port to listen on",
): Option<number> {
	return integer({
		placeholder: "NUMBER",
		about: `${about}; 0 picks a free one.`,
		max: 65_535,
		default: number,
		note: "0 picks a free port",
	});
}

/** The address that a server listens on. */
export const HOST: Option<string> = {
	placeholder: "ADDRESS",
	about: "Address to listen on. Anything but 127.0.0.1 lets other machines in.",
	default: "127.0.0.1",
	read: (texts) => texts.at(-1) ?? "127.0.0.1",
};

/**
 * Reads the command line, or prints help if that is asked for.
 *
 * @returns What was given; undefined if help was printed, and there is nothing left to do.
 * @throws {CommandError} If it can't be read. The message names what is wrong and what was probably meant.
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

/** The texts of each option that was given, and the arguments without a name. */
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
		options: { ...Object.fromEntries(types), help: { type: "boolean" } },
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
		if (!option || !rawName.startsWith("--"))
			return reject(
				`Unknown option ${rawName}.${suggest(name, Object.keys(known), "--")}`,
			);
		if (!option.placeholder && value !== undefined)
			return reject(`--${name} doesn't take a value.`);
		if (option.placeholder && !value)
			return reject(`--${name} requires a value.`);
		if (!inlineValue && value?.startsWith("-") && value.length > 1)
			return reject(
				`--${name} requires a value, and ${value} looks like an option. Write --${name}=${value} if it is the value.`,
			);
		given.set(name, [...(given.get(name) ?? []), value ?? ""]);
	}
	return { given, positionals };
}

function checkArguments(
	{ arguments: known = {} }: Pick<Definition<never>, "arguments">,
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
		reject(`Unexpected argument ${JSON.stringify(unexpected)}.`);
	const empty = positionals.indexOf("");
	if (empty !== -1) reject(`${entries[empty]?.[0]} is empty.`);
}
