import openapi from "lomi-openapi/openapi.json" with { type: "json" };
import * as entries from "./entries.mjs";
import { exercise } from "./exercise.mjs";

const came = await exercise(entries, JSON.parse(process.argv[2]));
console.log(
	JSON.stringify({ node: process.version, api: openapi.info, ...came }),
);
