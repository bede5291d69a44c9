/** Checks the syntax of Python and PHP with npm parsers, so that neither language must be installed. */
import { parser } from "@lezer/python";
import { Engine } from "php-parser";

/** The syntax errors of Python code by location; empty if there are none. */
export function pythonMistakes(text: string): string[] {
	const mistakes: string[] = [];
	parser.parse(text).iterate({
		enter: ({ type, from, to }) => {
			const part = text.slice(from, to);
			// This parser ends strings at line breaks.
			const open = type.name === "String" && !/^(["']).*\1$/s.test(part);
			if (type.isError || open)
				mistakes.push(`${from}: ${text.slice(from, to + 20)}`);
		},
	});
	return mistakes;
}

/** The same for PHP, whose parser only reports the first error. */
export function phpMistakes(text: string): string[] {
	try {
		new Engine({}).parseCode(text, "sample.php");
		return [];
	} catch (error) {
		return [String(error)];
	}
}
