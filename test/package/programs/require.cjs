const main = require("lomi-openapi");
const openapi = require("lomi-openapi/openapi.json");
const validate = require("lomi-openapi/validate");
const webhooks = require("lomi-openapi/webhooks");

(async () => {
	const { exercise } = await import("./exercise.mjs");
	const entries = { main, validate, webhooks };
	const came = await exercise(entries, JSON.parse(process.argv[2]));
	console.log(
		JSON.stringify({ node: process.version, api: openapi.info, ...came }),
	);
})();
