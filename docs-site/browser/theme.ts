/** The theme: the system's, or the one that the reader chose. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const KEY = "lomi.theme";

/** Uses a theme from now on, and remembers it; without one, tells which is used. */
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
