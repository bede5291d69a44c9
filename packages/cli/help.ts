/** The text of `--help`. */
import type { Definition, Option } from "./options.ts";

type Rows = [left: string, right: string][];

/** A command's help: description, usage, and tables of arguments, options and subcommands. */
export function describeHelp({
	command,
	about,
	arguments: positionals = {},
	options,
	commands = {},
}: Definition<Record<string, Option>>): string {
	const names = Object.entries(positionals).map(
		([name, { optional, repeated }]) =>
			repeated ? `[${name} …]` : optional ? `[${name}]` : name,
	);
	const tables: Record<string, Rows> = {
		Arguments: Object.entries(positionals).map(([name, { about }]) => [
			name,
			about,
		]),
		Options: [
			...Object.entries(options).map(([name, option]): [string, string] => [
				`--${name}${option.placeholder ? ` ${option.placeholder}` : ""}`,
				option.default === undefined
					? option.about
					: `${option.about} Default: ${option.default}.`,
			]),
			["--help", "Print this help."],
		],
		Commands: Object.entries(commands),
	};
	const width =
		Math.max(
			...Object.values(tables)
				.flat()
				.map(([left]) => left.length),
		) + 2;
	return [
		about,
		"",
		`Usage: ${[command, ...names, "[options]"].join(" ")}`,
		...(Object.keys(commands).length > 0
			? [`       ${command} COMMAND --help`]
			: []),
		...Object.entries(tables).flatMap(([title, rows]) =>
			rows.length === 0
				? []
				: [
						"",
						`${title}:`,
						...rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`),
					],
		),
	].join("\n");
}
