/** Progressive enhancement: theme switch, search, copy buttons. The pages also work without it. */
import { type Theme, themes, useTheme } from "./theme.ts";

// The reference used to be on the home page. Keep old links working.
if (document.querySelector(".home") && location.hash.startsWith("#tag/"))
	location.replace(`reference/${location.hash}`);

const body = document.body;
const words = body.dataset;

const themeButton = document.querySelector<HTMLButtonElement>("#docs-theme");
if (themeButton) {
	const show = (theme: Theme) => {
		themeButton.dataset.shown = theme;
		themeButton.ariaLabel = `${words.theme}: ${themeButton.dataset[theme]}`;
		themeButton.title = themeButton.ariaLabel;
	};
	let current = useTheme();
	show(current);
	themeButton.hidden = false;
	themeButton.addEventListener("click", () => {
		const next = themes[(themes.indexOf(current) + 1) % themes.length];
		current = useTheme(next);
		show(current);
	});
}

const searchButton = document.querySelector<HTMLButtonElement>("#docs-search");
const dialog = document.querySelector<HTMLDialogElement>("#docs-results");
if (searchButton && dialog) {
	// The search and its index are loaded on first use.
	const open = async () => {
		if (!dialog.open) dialog.showModal();
		// Focus at once, so that typing while the search loads isn't lost.
		dialog.querySelector("input")?.select();
		const { start } = await import("./search.ts");
		await start(dialog);
	};
	searchButton.hidden = false;
	searchButton.addEventListener("click", open);
	addEventListener("keydown", (event) => {
		// A closed dialog's input keeps the focus until the next frame.
		const typing = (event.target as Element)
			.closest("input, textarea, select, [contenteditable]")
			?.checkVisibility();
		const slash = event.key === "/" && !typing;
		const command =
			event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey);
		if (!slash && !command) return;
		event.preventDefault();
		open();
	});
}

for (const block of document.querySelectorAll<HTMLPreElement>("pre")) {
	const button = document.createElement("button");
	button.className = "copy";
	button.type = "button";
	button.textContent = words.copy ?? "";
	button.addEventListener("click", async () => {
		await navigator.clipboard.writeText(
			block.querySelector("code")?.textContent ?? "",
		);
		button.textContent = words.copied ?? "";
		setTimeout(() => {
			button.textContent = words.copy ?? "";
		}, 1500);
	});
	const frame = document.createElement("div");
	frame.className = "frame";
	block.replaceWith(frame);
	frame.append(block, button);
}

// Remember the chosen language across pages.
const LANGUAGE = "lomi.sample";
for (const choice of document.querySelectorAll<HTMLInputElement>(
	".samples input",
)) {
	if (localStorage.getItem(LANGUAGE) === choice.value) choice.checked = true;
	choice.addEventListener("change", () =>
		localStorage.setItem(LANGUAGE, choice.value),
	);
}

const links = new Map(
	[...document.querySelectorAll<HTMLAnchorElement>(".toc a")].map((link) => [
		link.hash.slice(1),
		link,
	]),
);
if (links.size > 0) {
	const mark = () => {
		const headings = [...links.keys()].flatMap(
			(id) => document.getElementById(decodeURIComponent(id)) ?? [],
		);
		const passed = headings.filter(
			(heading) => heading.getBoundingClientRect().top < 140,
		);
		const current = (passed.at(-1) ?? headings[0])?.id;
		for (const [id, link] of links)
			link.classList.toggle("here", decodeURIComponent(id) === current);
	};
	addEventListener("scroll", mark, { passive: true });
	mark();
}
