// Shows the reference. redoc.js and reference.json are put beside this file by the build.
import { init } from "./redoc.js";

const options = {
	disableTelemetry: true,
	downloadUrls: [
		{ title: "OpenAPI 3.1, YAML", url: "openapi.yaml" },
		{ title: "OpenAPI 3.1, JSON", url: "openapi.json" },
	],
	jsonSamplesExpandLevel: "all",
	schemaDefinitionsTagName: "Schemas",
	schemasExpansionLevel: 1,
	sortRequiredPropsFirst: true,
};
let shown;

async function show() {
	const response = await fetch("reference.json");
	const definition = await response.json();
	shown?.unmount();
	shown = init(definition, options, document.getElementById("redoc"));
}

// `npm run dev` sends this after each build: much quicker than loading all of Redoc again.
addEventListener("lomi:built", show);
await show();
