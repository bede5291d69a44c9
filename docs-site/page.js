// Shows the reference. redoc.js and reference.json are put beside this file by the build.
import { init } from "./redoc.js";

const response = await fetch("reference.json");
init(
	await response.json(),
	{
		disableTelemetry: true,
		downloadUrls: [
			{ title: "OpenAPI 3.1, YAML", url: "openapi.yaml" },
			{ title: "OpenAPI 3.1, JSON", url: "openapi.json" },
		],
		jsonSamplesExpandLevel: "all",
		schemaDefinitionsTagName: "Schemas",
		schemasExpansionLevel: 1,
		sortRequiredPropsFirst: true,
	},
	document.getElementById("redoc"),
);
