// Shows the reference. redoc.js and reference.json are put beside this file by the build.
import { init } from "./redoc.js";

const options = {
	disableTelemetry: true,
	downloadUrls: [
		{ title: "OpenAPI 3.1, YAML", url: "openapi.yaml" },
		{ title: "OpenAPI 3.1, JSON", url: "openapi.json" },
		{ title: "Journeys, Arazzo 1.0", url: "workflows.arazzo.json" },
		{ title: "Postman collection", url: "lomi.postman_collection.json" },
	],
	jsonSamplesExpandLevel: "all",
	schemasExpansionLevel: 1,
	sortRequiredPropsFirst: true,
};
const place = document.getElementById("redoc");
let shown;

/** The languages of the code samples: of those that it isn't told of, Redoc shows only some. The payload shows every example of a body. */
function languagesOf({ paths }) {
	const [samples] = Object.values(paths)
		.flatMap((item) => Object.values(item))
		.flatMap((operation) => [operation["x-codeSamples"] ?? []])
		.filter(({ length }) => length > 0);
	return [
		...samples.map(({ lang, label }) => ({ lang, label })),
		{ lang: "payload", label: "Payload" },
	];
}

async function show() {
	const response = await fetch("reference.json");
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

// `npm run dev` sends this after each build: much quicker than loading all of Redoc again.
addEventListener("lomi:built", show);
await show();
