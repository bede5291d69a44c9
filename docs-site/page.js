// Shows the reference that the page names, or the API's. redoc.js and the references are put beside this file by the build.
import { init } from "./redoc.js";

const place = document.getElementById("redoc");
const { reference = "reference.json" } = place.dataset;
const DOWNLOADS = {
	"reference.json": [
		{ title: "OpenAPI 3.1, YAML", url: "openapi.yaml" },
		{ title: "OpenAPI 3.1, JSON", url: "openapi.json" },
		{ title: "Journeys, Arazzo 1.0", url: "workflows.arazzo.json" },
	],
	"sandbox-reference.json": [
		{ title: "OpenAPI 3.1, JSON", url: "sandbox.json" },
	],
};
const options = {
	disableTelemetry: true,
	downloadUrls: DOWNLOADS[reference],
	jsonSamplesExpandLevel: "all",
	schemasExpansionLevel: 1,
	sortRequiredPropsFirst: true,
};
let shown;

async function show() {
	const response = await fetch(reference);
	if (!response.ok) {
		place.textContent = `The reference can't be loaded (${response.status}). Try again in a moment.`;
		return;
	}
	const definition = await response.json();
	const [schemas] = definition["x-tagGroups"].at(-1).tags;
	shown?.unmount();
	shown = init(
		definition,
		{ ...options, schemaDefinitionsTagName: schemas },
		place,
	);
}

// `npm run dev` sends this after each build: much quicker than loading all of Redoc again.
addEventListener("lomi:built", show);
await show();
