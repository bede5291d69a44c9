/** The words around the content, in each language. What the guides and the reference say is English. */
import en from "../../locales/en.json" with { type: "json" };
import fr from "../../locales/fr.json" with { type: "json" };

export type Words = typeof en;

export interface Language {
	code: "en" | "fr";
	/** What it calls itself. */
	name: string;
	/** What its addresses begin with. */
	prefix: string;
	words: Words;
}

const [english, french]: [Language, Language] = [
	{ code: "en", name: "English", prefix: "", words: en },
	{ code: "fr", name: "Français", prefix: "fr/", words: fr },
];

export const languages = [english, french];

/** The other one, which a page offers to switch to. */
export function otherThan({ code }: Language): Language {
	return code === "en" ? french : english;
}
