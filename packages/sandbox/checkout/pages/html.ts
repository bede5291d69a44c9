/** Markup as a tagged template: whatever is put into it is escaped, unless it is markup already. */

/** Text that a browser may read as HTML. */
export class Markup {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

/** What a template takes. Nothing and false leave no trace; a list stands one after the other. */
export type Renderable =
	| Markup
	| string
	| number
	| false
	| null
	| undefined
	| readonly Renderable[];

/** Makes markup. A value in an attribute stands in double quotes there. */
export function html(
	parts: TemplateStringsArray,
	...pieces: Renderable[]
): Markup {
	return new Markup(String.raw({ raw: parts }, ...pieces.map(textOf)));
}

function textOf(piece: Renderable): string {
	if (piece instanceof Markup) return piece.text;
	if (Array.isArray(piece)) return piece.map(textOf).join("");
	if (piece === false || piece === null || piece === undefined) return "";
	return String(piece).replaceAll(
		/[&<>"']/g,
		(sign) => `&#${sign.charCodeAt(0)};`,
	);
}
