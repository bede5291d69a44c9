// Before anything is painted: the theme that the reader chose. Without a choice, the system's holds.
try {
	const theme = localStorage.getItem("lomi.theme");
	if (theme) document.documentElement.dataset.theme = theme;
} catch {}
