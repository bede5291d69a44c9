/** Options and arguments of commands, as they are defined. */

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
