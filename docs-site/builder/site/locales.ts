/** UI texts in each language. Guides and reference are in English. */
import en from "../../locales/en.json" with { type: "json" };
import fr from "../../locales/fr.json" with { type: "json" };

export type Words = typeof en;

export interface Language {
	code: "en" | "fr";
	/** Its native name. */
	name: string;
	/** The prefix of its paths. */
	prefix: string;
	words: Words;
}

const [english, french]: [Language, Language] = [
	{ code: "en", name: "English", prefix: "", words: en },
	{ code: "fr", name: "Français", prefix: "fr/", words: fr },
];

export const languages = [english, french];

/** The other language, for the language switch. */
export function otherThan({ code }: Language): Language {
	return code === "en" ? french : english;
}
