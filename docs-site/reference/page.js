// Renders the reference. The build puts redoc.js and reference.json next to this file.
const loading = import("./redoc.js");
const file = (name) => new URL(name, import.meta.url).href;
const place = document.getElementById("redoc");
const { definition: shownFile } = place.dataset;
/** Download links, by page. */
const DOWNLOADS = {
	"reference.json": [
		{ title: "OpenAPI 3.1, YAML", url: file("../openapi.yaml") },
		{ title: "OpenAPI 3.1, JSON", url: file("../openapi.json") },
		{ title: "Workflows, Arazzo 1.0", url: file("../workflows.arazzo.json") },
		{
			title: "Postman collection",
			url: file("../lomi.postman_collection.json"),
		},
	],
	"sandbox.json": [
		{ title: "OpenAPI 3.1, JSON", url: file("../sandbox.json") },
	],
};
const options = {
	disableTelemetry: true,
	downloadUrls: DOWNLOADS[shownFile],
	jsonSamplesExpandLevel: "all",
	schemasExpansionLevel: 1,
	scrollYOffset: () => document.querySelector(".top").offsetHeight,
	sortRequiredPropsFirst: true,
};
const early = document.getElementById("early");
let shown;

/** The languages of the code samples. Redoc only shows some of those that aren't configured. The payload tab shows every example of a body. */
function languagesOf({ paths }) {
	const [samples = []] = Object.values(paths)
		.flatMap((item) => Object.values(item))
		.flatMap((operation) => [operation["x-codeSamples"] ?? []])
		.filter(({ length }) => length > 0);
	return [
		...samples.map(({ lang, label }) => ({ lang, label })),
		{ lang: "payload", label: "Payload" },
	];
}

/** Redoc stores its own theme, and only follows the system's if none is stored. */
function followTheme() {
	const { theme } = document.documentElement.dataset;
	const system = matchMedia("(prefers-color-scheme: dark)").matches
		? "dark"
		: "light";
	if (theme) localStorage.setItem("redoc.colorMode", theme);
	else localStorage.removeItem("redoc.colorMode");
	document.documentElement.classList.remove("light", "dark");
	document.documentElement.classList.add(theme ?? system);
}

/** The guides used to be sections of this page. Old links are redirected to their pages. */
function leaveForGuide() {
	const guides = JSON.parse(document.getElementById("docs-guides").textContent);
	const [, tag, , heading] =
		/^#tag\/([^/]+)(\/([^/]+))?$/.exec(location.hash) ?? [];
	if (!guides[tag]) return;
	const anchor = heading ? `#${heading.toLowerCase()}` : "";
	location.replace(`../${guides[tag]}${anchor}`);
}

/** Shows the plain page of the linked operation or event while Redoc is loading. */
async function showPlain() {
	const [, id] = /\/operation\/(\w+)$/.exec(location.hash) ?? [];
	const pages = JSON.parse(document.getElementById("docs-pages").textContent);
	if (!pages[id]) return;
	const response = await fetch(early.dataset.pages + pages[id]);
	const page = new DOMParser().parseFromString(
		await response.text(),
		"text/html",
	);
	// Its links are relative to its own URL.
	for (const link of page.querySelectorAll("article a"))
		link.href = new URL(link.getAttribute("href"), response.url).href;
	early.replaceChildren(page.querySelector("article"));
}

/** Removes the placeholder as soon as Redoc renders, and before Redoc scrolls to the linked section. */
function makeRoom() {
	new MutationObserver((_changes, observer) => {
		if (!place.querySelector("h1")) return;
		early.remove();
		observer.disconnect();
	}).observe(place, { childList: true, subtree: true });
}

async function show() {
	const { init } = await loading;
	const response = await fetch(file(shownFile));
	if (!response.ok) {
		place.textContent = `The reference can't be loaded (${response.status}). Try again in a moment.`;
		return;
	}
	const definition = await response.json();
	const [schemas] = definition["x-tagGroups"].at(-1).tags;
	shown?.unmount();
	shown = init(
		definition,
		{
			...options,
			codeSamples: { languages: languagesOf(definition) },
			schemaDefinitionsTagName: schemas,
		},
		place,
	);
}

leaveForGuide();
addEventListener("hashchange", leaveForGuide);
followTheme();
addEventListener("lomi:theme", followTheme);
matchMedia("(prefers-color-scheme: dark)").addEventListener(
	"change",
	followTheme,
);
// Sent by `npm run dev` after each build: much faster than reloading Redoc.
addEventListener("lomi:built", (event) => {
	event.preventDefault();
	if (event.detail === "reference") show();
});
makeRoom();
await Promise.all([showPlain().catch(() => {}), show()]);
