/** What `--help` prints, of any command. */

export interface Option {
	/** What stands after it; nothing after a flag. */
	value?: string;
	/** What holds without it. */
	default: string;
	about: string;
}

/** Options as rows of a help text. */
export function optionRows(
	options: Record<string, Option>,
): [string, string][] {
	return Object.entries(options).map(([name, { value, ...option }]) => [
		`--${name}${value ? ` ${value}` : ""}`,
		`${option.about}${option.default === "off" ? "" : ` Default: ${option.default}.`}`,
	]);
}

/** A help text: what a command is for, how it is called, and tables with what it takes. */
export function describe(
	about: string,
	usage: string[],
	tables: Record<string, [string, string][]>,
): string {
	const rows = Object.values(tables).flat();
	const width = Math.max(...rows.map(([left]) => left.length)) + 2;
	return [
		about,
		"",
		...usage.map(
			(line, index) => `${index === 0 ? "Usage:" : "      "} ${line}`,
		),
		...Object.entries(tables).flatMap(([title, each]) => [
			"",
			`${title}:`,
			...each.map(([left, right]) => `  ${left.padEnd(width)}${right}`),
		]),
	].join("\n");
}
