/** Turns Redocly's problems into errors with file, line and column. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { styleText } from "node:util";
import {
	getLineColLocation,
	type NormalizedProblem,
	type YamlParseError,
} from "@redocly/openapi-core";
import { SpecError } from "../error.ts";
import { toPath } from "./file-resolver.ts";

/** For standard error. */
const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
	styleText(format, text, { stream: process.stderr });
const [bold, dim, red] = [paint("bold"), paint("dim"), paint("red")];

export const NOTHING_WRITTEN = `${red("✗")} Nothing was written. Fix the errors above.`;
export const NOTHING_COMPARED = `${red("✗")} Nothing was compared. Fix the errors above first.`;

/** Reads a root file. Redocly throws if it doesn't exist or isn't YAML, instead of reporting a problem. */
export async function readOrRefuse<Result>(
	from: string,
	read: () => Promise<Result>,
	end = NOTHING_WRITTEN,
): Promise<Result> {
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const { source, line, col } = error as Partial<YamlParseError>;
		const place = source
			? `${bold(`${relative(from, toPath(source.absoluteRef))}:${line}:${col}`)}\n  `
			: "";
		throw new SpecError(`${place}${withoutPlace(error.message)}\n\n${end}`);
	}
}

/** Throws if there are problems. Warnings count as errors: nobody fixes a warning. */
export function refuse(
	from: string,
	problems: NormalizedProblem[],
	files: string[] = [],
	end = NOTHING_WRITTEN,
): void {
	const all = problems.filter((problem) => !problem.ignored);
	if (all.length === 0) return;
	// A file that isn't YAML is reported again for each reference into it; only the first report is useful.
	const unreadable = all.filter(({ message }) =>
		message.startsWith("Failed to parse"),
	);
	const found = unreadable.length > 0 ? unreadable : all;
	const messages = new Set(
		found.map((problem) => describe(from, problem, files)),
	);
	throw new SpecError([...messages, end].join("\n\n"));
}

/** Redocly's parser repeats the location, with an absolute path. */
function withoutPlace(message: string): string {
	return message.replace(
		/ in "[^"]*" \(\d+:\d+\)$/,
		". Check indentation, quotes and brackets there.",
	);
}

function describe(
	from: string,
	problem: NormalizedProblem,
	files: string[],
): string {
	const lines = [];
	const place = placeOf(problem, files);
	if (place) {
		const file = relative(from, place.file);
		const at = place.pointer ? dim(` at ${place.pointer}`) : "";
		lines.push(`${bold(`${file}:${place.line}:${place.column}`)}${at}`);
		lines.push(`  ${place.line} | ${place.text}`);
	}
	const message = withoutPlace(problem.message).replaceAll(from, "");
	lines.push(`  ${red(problem.ruleId)}: ${message}`);
	const [suggestion] = problem.suggest;
	if (suggestion) lines.push(`  Did you mean ${suggestion}?`);
	else if (problem.reference)
		lines.push(`  How to fix it: ${problem.reference}`);
	return lines.join("\n");
}

interface Place {
	file: string;
	line: number;
	column: number;
	pointer: string | undefined;
	text: string;
}

/** The location of a problem. A problem in the bundle is located at the component's name in openapi/, if possible. */
function placeOf(
	{ location: [first] }: NormalizedProblem,
	files: string[],
): Place | undefined {
	if (!first) return undefined;
	const { pointer, source } = first;
	const [, name] = /^#\/components\/\w+\/([^/]+)/.exec(pointer ?? "") ?? [];
	for (const file of name ? files : []) {
		const texts = readFileSync(file, "utf8").split("\n");
		const line = texts.findIndex((text) => text.trim().startsWith(`${name}:`));
		const text = texts[line];
		if (text !== undefined) {
			const column = text.length - text.trimStart().length + 1;
			return { file, line: line + 1, column, pointer, text };
		}
	}
	const { start } = getLineColLocation(first);
	return {
		file: toPath(source.absoluteRef),
		line: start.line,
		column: start.col,
		pointer,
		text: source.getLines()[start.line - 1] ?? "",
	};
}
