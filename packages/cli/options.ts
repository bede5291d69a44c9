/** Definitions of options and arguments. */

/** An option with values of type `Value`. Create one with the functions below. */
export interface Option<Value = unknown> {
	/** Placeholder for the value in help: `FILE`. Absent for a flag. */
	placeholder?: string;
	about: string;
	/** The default, for help. */
	default?: string;
	/**
	 * Parses all values of the option, in order; an empty array if it is absent.
	 *
	 * @throws {Error} With a predicate, to follow the option's name: `must be an integer ≥ 1`.
	 */
	read(texts: string[]): Value;
}

/** The definition of a command line. */
export interface Definition<Options extends Record<string, Option>> {
	/** How to call the command: `npm run mock --`, `lomi-sandbox listen`. */
	command: string;
	about: string;
	/** Positional arguments, in order. */
	arguments?: Record<string, Argument>;
	options: Options;
	/** Descriptions of subcommands by name, for help. */
	commands?: Record<string, string>;
}

/** A positional argument. */
export interface Argument {
	about: string;
	optional?: boolean;
	/** Accepts any number of values, including none. */
	repeated?: boolean;
}

/** An option without a value. */
export function flag(about: string): Option<boolean> {
	return { about, read: (texts) => texts.length > 0 };
}

interface TextOptions {
	placeholder: string;
	about: string;
	/** The default, for help. */
	default?: string;
}

/** An option with a text value. If it is repeated, the last value is used. */
export function text(options: TextOptions): Option<string | undefined> {
	return { ...options, read: (texts) => texts.at(-1) };
}

/** An option that can be repeated. */
export function texts(options: TextOptions): Option<string[]> {
	return { ...options, read: (texts) => texts };
}

/** The largest number that an option accepts without a limit of its own. */
const LARGEST = 999_999_999;

interface IntegerOptions<Default> extends Omit<TextOptions, "default"> {
	min?: number;
	max?: number;
	/** The value if the option is absent. */
	default: Default;
	/** The default as shown in help. */
	defaultText?: string;
	/** The meaning of a special value, for errors: `0 picks a free port`. */
	note?: string;
}

/** An option with an integer from `min` to `max`. */
export function integer<Default extends number | undefined>({
	min = 0,
	max = LARGEST,
	default: fallback,
	defaultText = fallback?.toString(),
	note,
	...options
}: IntegerOptions<Default>): Option<number | Default> {
	const range = max === LARGEST ? `≥ ${min}` : `from ${min} to ${max}`;
	return {
		...options,
		...(defaultText !== undefined && { default: defaultText }),
		read(texts) {
			const text = texts.at(-1);
			if (text === undefined) return fallback;
			const value = Number(text);
			if (/^\d{1,9}$/.test(text) && value >= min && value <= max) return value;
			if (/^\d+$/.test(text) && value > max && max === LARGEST)
				throw new Error(`must be at most ${LARGEST}, not ${text}`);
			throw new Error(
				`must be an integer ${range}${note ? ` (${note})` : ""}, not ${JSON.stringify(text)}`,
			);
		},
	};
}

/** The port that a server listens on. */
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
	about:
		"Address to listen on. Any other address than 127.0.0.1 is reachable from other machines.",
	default: "127.0.0.1",
	read: (texts) => texts.at(-1) ?? "127.0.0.1",
};
