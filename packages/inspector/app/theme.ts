/** The theme: the system's, or the reader's choice, which the docs share. */
import { signal } from "@preact/signals";

const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const KEY = "lomi.theme";

const stored = localStorage.getItem(KEY);
export const theme = signal<Theme>(
	THEMES.find((each) => each === stored) ?? "system",
);
apply();

/** Switches to the next theme. */
export function nextTheme(): void {
	const at = THEMES.indexOf(theme.value);
	theme.value = THEMES[(at + 1) % THEMES.length] ?? "system";
	if (theme.value === "system") localStorage.removeItem(KEY);
	else localStorage.setItem(KEY, theme.value);
	apply();
}

function apply(): void {
	const { dataset } = document.documentElement;
	if (theme.value === "system") delete dataset.theme;
	else dataset.theme = theme.value;
}
