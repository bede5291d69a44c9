/** HTML as a tagged template, which escapes every value that isn't markup already. */

/** Text that is safe to use as HTML. */
export class Markup {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
}

/** A template value. Null, undefined and false render nothing; arrays are concatenated. */
export type Renderable =
	| Markup
	| string
	| number
	| false
	| null
	| undefined
	| readonly Renderable[];

/** Creates markup. Attribute values must be in double quotes. */
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
