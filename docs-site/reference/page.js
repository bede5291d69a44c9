// Shows the reference. redoc.js and reference.json are put beside this file by the build.
import { init } from "./redoc.js";

const file = (name) => new URL(name, import.meta.url).href;
const place = document.getElementById("redoc");
const { definition: shownFile } = place.dataset;
/** What readers can download, by what the page shows. */
const DOWNLOADS = {
	"reference.json": [
		{ title: "OpenAPI 3.1, YAML", url: file("../openapi.yaml") },
		{ title: "OpenAPI 3.1, JSON", url: file("../openapi.json") },
		{ title: "Journeys, Arazzo 1.0", url: file("../workflows.arazzo.json") },
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
let shown;

/** The languages of the code samples: of those that it isn't told of, Redoc shows only some. The payload shows every example of a body. */
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

/** Redoc keeps a theme of its own, and looks for the system's only where there is none. */
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

/** The guides were sections of this page once. Links to them lead to their pages now. */
function leaveForGuide() {
	const guides = JSON.parse(document.getElementById("guides").textContent);
	const [, tag, , heading] =
		/^#tag\/([^/]+)(\/([^/]+))?$/.exec(location.hash) ?? [];
	if (!guides[tag]) return;
	const anchor = heading ? `#${heading.toLowerCase()}` : "";
	location.replace(`../${guides[tag]}${anchor}`);
}

async function show() {
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
// `npm run dev` sends this after each build: much quicker than loading all of Redoc again.
addEventListener("lomi:built", (event) => {
	event.preventDefault();
	if (event.detail === "reference") show();
});
await show();
