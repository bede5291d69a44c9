// Runs before the first paint: applies the reader's theme. Defaults to the system's.
try {
	const theme = localStorage.getItem("lomi.theme");
	if (theme) document.documentElement.dataset.theme = theme;
} catch {}
