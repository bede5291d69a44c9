/** The search dialog. Queries the index that the build created. */
import MiniSearch, { type SearchResult } from "minisearch";
import { type Found, options } from "./search-options.ts";

const LIMIT = 12;

let index: Promise<MiniSearch> | undefined;
let started = false;

/** Best results first. Falls back to results with some of the words if none has all of them. */
export function find(
	from: MiniSearch,
	query: string,
): (SearchResult & Found)[] {
	const every = from.search(query);
	const results =
		every.length > 0 ? every : from.search(query, { combineWith: "OR" });
	return results.slice(0, LIMIT) as (SearchResult & Found)[];
}

function load(root: string): Promise<MiniSearch> {
	index ??= fetch(`${root}search.json`)
		.then((response) => {
			if (!response.ok) throw new Error(`${response.status}`);
			return response.text();
		})
		.then((text) => MiniSearch.loadJSON(text, options))
		.catch((error: unknown) => {
			// The next call retries.
			index = undefined;
			throw error;
		});
	return index;
}

/** Starts the search in the dialog, including what was typed before this module was loaded. */
export async function start(dialog: HTMLDialogElement): Promise<void> {
	const {
		root = "",
		prefix = "",
		fail = "",
		none = "",
		hint = "",
	} = dialog.dataset;
	const input = dialog.querySelector("input");
	const list = dialog.querySelector("ul");
	const note = dialog.querySelector("p");
	if (!input || !list || !note) return;
	if (started) return;
	started = true;

	let chosen = 0;
	const choose = (next: number) => {
		const items = [...list.children];
		chosen = Math.max(0, Math.min(next, items.length - 1));
		for (const [place, item] of items.entries())
			item.ariaSelected = String(place === chosen);
		const current = items[chosen];
		current?.scrollIntoView({ block: "nearest" });
		if (current) input.setAttribute("aria-activedescendant", current.id);
		else input.removeAttribute("aria-activedescendant");
	};
	const show = async () => {
		const query = input.value.trim();
		try {
			const found = query ? find(await load(root), query) : [];
			if (input.value.trim() !== query) return;
			list.replaceChildren(
				...found.map((result, place) =>
					itemOf(result, place, `${root}${prefix}`, dialog.dataset),
				),
			);
			note.textContent = query ? (found.length > 0 ? "" : none) : hint;
			input.ariaExpanded = String(found.length > 0);
		} catch {
			note.textContent = fail;
		}
		choose(0);
	};
	input.addEventListener("input", show);
	input.addEventListener("keydown", (event) => {
		if (event.key === "ArrowDown") choose(chosen + 1);
		else if (event.key === "ArrowUp") choose(chosen - 1);
		else if (event.key === "Enter")
			list.children[chosen]?.querySelector("a")?.click();
		else return;
		event.preventDefault();
	});
	// A link within the page doesn't navigate, so close the dialog.
	list.addEventListener("click", () => dialog.close());
	dialog.addEventListener("click", (event) => {
		if (event.target === dialog) dialog.close();
	});
	await show();
}

function itemOf(
	{ address, title, part, kind }: Found,
	place: number,
	base: string,
	words: DOMStringMap,
): HTMLLIElement {
	const item = document.createElement("li");
	item.id = `result-${place}`;
	item.role = "option";
	const link = document.createElement("a");
	link.href = `${base}${address}`;
	link.tabIndex = -1;
	const name = document.createElement("strong");
	name.textContent = title;
	const beside = document.createElement("span");
	beside.textContent = part;
	const label = document.createElement("em");
	label.textContent = words[kind] ?? kind;
	link.append(label, name, beside);
	item.append(link);
	return item;
}
