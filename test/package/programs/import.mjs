import openapi from "lomi-openapi/openapi.json" with { type: "json" };
import * as entries from "./entries.mjs";
import { exercise } from "./exercise.mjs";

let stack;
try {
	// No client takes that.
	new entries.main.Lomi({ apiKey: "" });
} catch (error) {
	stack = error.stack;
}
const came = await exercise(entries, JSON.parse(process.argv[2]));
console.log(
	JSON.stringify({ node: process.version, api: openapi.info, stack, ...came }),
);
