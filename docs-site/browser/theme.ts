/** The theme: the system's, or the reader's choice. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const KEY = "lomi.theme";

/** Sets and stores the theme, if one is passed. Returns the current theme. */
export function useTheme(theme?: Theme): Theme {
	const root = document.documentElement;
	if (theme === "system") {
		localStorage.removeItem(KEY);
		delete root.dataset.theme;
	} else if (theme) {
		localStorage.setItem(KEY, theme);
		root.dataset.theme = theme;
	}
	if (theme) dispatchEvent(new CustomEvent("lomi:theme", { detail: theme }));
	const chosen = root.dataset.theme;
	return themes.find((known) => known === chosen) ?? "system";
}
