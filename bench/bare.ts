/** The upper bound: node:http that returns the same bytes for every request. `node bench/bare.ts 4050 openapi.json` */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [port = "", bundle = ""] = process.argv.slice(2);
const { components } = JSON.parse(readFileSync(bundle, "utf8"));
const text = JSON.stringify(
	components.examples["getCustomer.individual.200"].value,
);
createServer((request, response) => {
	request.resume().once("end", () => {
		response.writeHead(200, { "content-type": "application/json" });
		response.end(text);
	});
}).listen(Number(port), "127.0.0.1");
