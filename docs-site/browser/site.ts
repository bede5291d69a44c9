/** What the pages can do besides being read: another theme, a search, code to copy. All of it can be left out. */
import { type Theme, themes, useTheme } from "./theme.ts";

// The reference was at this address once, and links to it never change.
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
	// The search and its index are loaded when somebody asks for them, and not before.
	const open = async () => {
		if (!dialog.open) dialog.showModal();
		// Before the search is here: whoever types at once loses nothing.
		dialog.querySelector("input")?.select();
		const { start } = await import("./search.ts");
		await start(dialog);
	};
	searchButton.hidden = false;
	searchButton.addEventListener("click", open);
	addEventListener("keydown", (event) => {
		// Until the next frame, the closed search has the focus still.
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

// Whoever reads Python wants Python on the next page, too.
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
