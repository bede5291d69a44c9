/**
 * Imported before uPlot, which formats numbers in the browser's language as soon as it is loaded, and throws where that isn't a language: a
 * headless Chromium says `en-US@posix`.
 */
if (!isLocale(navigator.language))
	Object.defineProperty(navigator, "language", { value: "en" });

function isLocale(text: string): boolean {
	try {
		return Intl.getCanonicalLocales(text).length > 0;
	} catch {
		return false;
	}
}
