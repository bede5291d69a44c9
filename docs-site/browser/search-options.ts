/** Search options, shared by the build, which creates the index, and the browser, which queries it. */
import type { Options } from "minisearch";

/** The displayed fields of a result. */
export interface Found {
	id: number;
	kind: "guide" | "operation" | "event" | "error" | "schema" | "page";
	/** Relative to the root of the site. */
	address: string;
	title: string;
	/** Shown next to the title: a guide's name, or method and path. */
	part: string;
}

/** Indexes `createCheckoutSession` as a whole and by each of its words. */
function tokenize(text: string): string[] {
	const whole = text.split(/[\s\p{P}|`$+<>=~^]+/u).filter(Boolean);
	const parts = whole.flatMap((word) => {
		const found = word.split(/(?<=[a-z])(?=[A-Z])/);
		return found.length > 1 ? found : [];
	});
	return [...whole, ...parts];
}

/** Ignores case, accents and ligatures, and reduces English and French plurals to the singular. */
function processTerm(term: string): string {
	const bare = term
		.normalize("NFD")
		.replaceAll(/\p{M}/gu, "")
		.toLowerCase()
		.replaceAll("œ", "oe");
	if (/[a-z]{2}eaux$/.test(bare)) return bare.slice(0, -1);
	if (/[a-z]{2}aux$/.test(bare)) return `${bare.slice(0, -2)}l`;
	return /[a-z]{3}[^s]s$/.test(bare) ? bare.slice(0, -1) : bare;
}

/** Stop words. */
const COMMON = new Set(
	[
		"a an the of to is in it for and or on by with my i do how what",
		"un une le la les de des du et est comment au aux en dans par pour sur avec mon ma mes que qui quel quelle",
		// What an apostrophe leaves: d’API, l’argent, n’est.
		"c d j l n qu s",
	].flatMap((words) => words.split(" ")),
);

/** Most searches are for tasks; schemas only matter if their name is typed. */
const WEIGHTS: Record<Found["kind"], number> = {
	guide: 1.3,
	operation: 1.2,
	event: 1,
	error: 1,
	page: 1,
	schema: 0.5,
};

export const options: Options = {
	fields: ["title", "keywords", "part", "text"],
	storeFields: ["kind", "address", "title", "part"],
	tokenize,
	processTerm: (term) => {
		const word = processTerm(term);
		return COMMON.has(word) ? null : word;
	},
	searchOptions: {
		boost: { title: 6, keywords: 5, part: 2 },
		prefix: (term) => term.length > 2,
		fuzzy: (term) => (term.length > 3 && /^\D+$/.test(term) ? 0.2 : false),
		weights: { fuzzy: 0.3, prefix: 0.6 },
		combineWith: "AND",
		boostDocument: (_id, _term, stored) =>
			WEIGHTS[(stored as unknown as Found).kind],
	},
};
