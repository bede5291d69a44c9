/** The syntax of Python and PHP, checked by parsers that npm brings: neither language needs to be on the machine. */
import { parser } from "@lezer/python";
import { Engine } from "php-parser";

/** What of a Python text is no Python, place by place; empty if all of it is. */
export function pythonMistakes(text: string): string[] {
	const mistakes: string[] = [];
	parser.parse(text).iterate({
		enter: ({ type, from, to }) => {
			const part = text.slice(from, to);
			// To this parser, the end of a line ends a string as well.
			const open = type.name === "String" && !/^(["']).*\1$/s.test(part);
			if (type.isError || open)
				mistakes.push(`${from}: ${text.slice(from, to + 20)}`);
		},
	});
	return mistakes;
}

/** The same for PHP, whose parser tells only of the first. */
export function phpMistakes(text: string): string[] {
	try {
		new Engine({}).parseCode(text, "sample.php");
		return [];
	} catch (error) {
		return [String(error)];
	}
}
